"""Plots: axes with quantity and unit, curves that grow with the table, data with fitted lines."""
