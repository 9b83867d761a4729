"""Folders that are ready to upload: a film for a platform, with all that goes with it."""
