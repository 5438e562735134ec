"""The issue in a browser while it is being written, with its findings, always up to date."""

from bulletin.preview.live import serve

__all__ = ["serve"]
