"""How a lesson ships: lesson files in, videos, captions, chapters and stills out."""

__version__ = "0.1.0"
