"""The issue in a browser while it is being written: sheets, findings beside them, always current."""

from bulletin.preview.live import serve

__all__ = ["serve"]
