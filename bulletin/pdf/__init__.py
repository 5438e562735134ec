"""The pages of a PDF: characters, lines, rules and pictures at their places."""
