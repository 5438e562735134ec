"""The typefaces of official documents: names, which are installed, free ones that stand in."""
