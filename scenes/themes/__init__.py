"""Themes: those built in, files of one's own, and what holds of the look of each."""
