"""Programs and fonts of this machine: LibreOffice, the faces that are installed, what is missing."""
