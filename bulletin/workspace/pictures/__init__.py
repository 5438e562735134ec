"""Pictures of contributions: found in the workspace, recognised by their bytes, turned upright."""

from bulletin.workspace.pictures.picture_files import load
from bulletin.workspace.pictures.placement import illustrate
from bulletin.workspace.pictures.raster import fault, for_browsers, odd_shape, size, upright
from bulletin.workspace.pictures.signatures import kind

__all__ = ["fault", "for_browsers", "illustrate", "kind", "load", "odd_shape", "size", "upright"]
