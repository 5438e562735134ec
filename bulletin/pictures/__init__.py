"""Pictures of a contribution: found in the workspace, known by their bytes, set upright."""

from bulletin.pictures.disk import load
from bulletin.pictures.kinds import kind
from bulletin.pictures.place import Illustrator
from bulletin.pictures.raster import fault, size, upright

__all__ = ["Illustrator", "fault", "kind", "load", "size", "upright"]
