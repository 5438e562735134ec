"""Word files as packages of XML parts (ECMA-376): safe opening, parts, resolved styles."""
