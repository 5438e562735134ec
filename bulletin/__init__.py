"""Set an official Chinese bulletin (简报) in Word out of plain text."""

__version__ = "0.2.0"
