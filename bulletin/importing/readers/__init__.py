"""Files of every kind become drafts."""
