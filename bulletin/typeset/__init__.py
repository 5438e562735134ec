"""An issue and its template become blocks; the house style and the line layout say how they look."""
