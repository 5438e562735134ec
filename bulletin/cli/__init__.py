"""The commands, a file for each kind; they parse, call, print and say the exit code."""
