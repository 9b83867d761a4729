"""What counts as nothing where runs are compared."""

from __future__ import annotations

ROUNDING = 1e-14
"""Losses of data scaled to [-1, 1] that are nearer than this differ by rounding alone."""
