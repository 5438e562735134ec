"""Files become values: decoding, YAML, settings, contributions, Markdown.

Pure functions from bytes or text to frozen values and findings; no author's fault is an exception.
"""
