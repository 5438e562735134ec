"""Faces: which ones official documents take, which are installed, and what stands in for them."""
