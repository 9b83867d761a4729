"""Beats and scenes as files of their own, to be put into other people's talks, pages and films."""
