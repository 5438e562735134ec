"""Pictures of contributions: found in the workspace, recognised by their bytes, turned upright."""

from bulletin.workspace.pictures.placement import illustrate
from bulletin.workspace.pictures.raster import dots, fault, for_browsers, size, upright
from bulletin.workspace.pictures.signatures import kind

__all__ = ["dots", "fault", "for_browsers", "illustrate", "kind", "size", "upright"]
