"""What is printed, seen before it is printed: PDF by LibreOffice, pages measured, a report."""
