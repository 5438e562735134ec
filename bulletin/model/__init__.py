"""The content of a bulletin (``content``), and the blocks that it is set from (``blocks``)."""
