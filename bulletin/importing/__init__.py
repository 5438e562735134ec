"""Import: from what arrives (Word, PDF, text) to contributions.

Readers (``docx``, ``pdf``, ``text``) turn bytes into a ``Draft``; ``recognise`` and ``article`` find
out what is what in it; ``write`` makes contributions and YAML of it. ``account`` holds that every
character of a file ends in one of them, or in the list of what was left out.
"""
