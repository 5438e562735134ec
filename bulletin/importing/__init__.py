"""Import: from what arrives (Word, PDF, text) to contributions.

Readers (``word``, ``pdf``, ``text``, ``markdown``) turn bytes into a ``Draft``; ``issue`` and ``article``
find out what is what in it; ``write`` makes contributions of it, ``settings`` YAML; ``account`` holds that
every character of a draft ends in one of them, or in the list of what was left out.
"""
