"""Texts: places in them, kinds of characters, numerals, widths, words, regular expressions."""
