"""Bytes and texts → values of the model: decoding, YAML, settings, contributions, Markdown.

Each function returns a value and the findings about it; what an author did wrong raises nothing.
"""
