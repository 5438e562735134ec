"""The stages in a row: sources → issue → blocks → files, for one issue or for all of them."""
