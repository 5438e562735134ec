"""The disk: the folders and files of a workspace, read and written, and what is remembered of them."""
