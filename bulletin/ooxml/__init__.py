"""Word files as packages of XML parts (ECMA-376): opened safely, styles resolved."""
