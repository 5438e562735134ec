"""What was recognised becomes contributions, settings and a report."""
