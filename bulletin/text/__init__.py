"""What every text has: places in it, numerals, widths, words, patterns."""
