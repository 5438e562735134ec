"""Import: from what arrives (Word, PDF, text) to contributions.

``kinds`` tells what a file is, ``limits`` how much of it is read. Readers (``word``, ``pdf``,
``text``, ``markdown``) turn bytes into a ``Draft``, of which ``clean`` takes what no text may have;
``issue`` and ``article`` find out what is what in it; ``write`` makes contributions and YAML of it.
``account`` holds that every character of a file ends in one of them, or in the list of what was
left out.
"""
