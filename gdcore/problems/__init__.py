"""Losses over data."""

from gdcore.problems.linear import LinearRegression

__all__ = ["LinearRegression"]
