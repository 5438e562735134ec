"""Import: what arrives (Word, PDF, text, mail) becomes contributions and settings of an issue.

``readers`` turn the bytes of a file into a ``Draft``; ``recognise`` finds in it the parts of an issue and of
its articles, as values of the model; ``output`` writes these as Markdown and YAML, with an account of every
character. ``file_reading`` and ``plan`` put the stages in a row; ``run`` writes what came of all files into
the workspace.
"""
