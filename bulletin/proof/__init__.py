"""Checks of the printed page: a Word file is rendered by LibreOffice, and its pages are measured."""
