"""What is wrong with an author's text: findings as data, their kinds, fixes, ignores and formats."""
