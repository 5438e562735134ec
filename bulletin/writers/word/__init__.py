"""Blocks and a house style become a .docx."""
