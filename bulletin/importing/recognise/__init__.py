"""What the paragraphs of a draft are: titles, credit lines, headings, whole issues."""
