"""Pictures of a contribution: found in the workspace, known by their bytes, set upright."""

from bulletin.pictures.disk import load
from bulletin.pictures.kinds import kind
from bulletin.pictures.place import Illustrator
from bulletin.pictures.raster import fault, for_browsers, odd_shape, size, upright

__all__ = ["Illustrator", "fault", "for_browsers", "kind", "load", "odd_shape", "size", "upright"]
