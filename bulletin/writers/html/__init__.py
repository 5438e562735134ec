"""Blocks and house style become HTML: a file to read and print, or markup to paste."""
