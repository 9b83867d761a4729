"""The words of a lesson, as captions and chapters."""
