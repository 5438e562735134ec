"""Blocks and a house style become bytes: a .docx (``word``) or HTML (``html``)."""
