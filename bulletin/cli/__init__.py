"""The commands: each parses its arguments, calls the program, prints, and returns an exit code."""
