"""A lesson as slides, a beat each: a file for each format, and what they share."""
