"""The content of an issue (``content``), and the blocks that the writers set (``blocks``)."""
