"""The path of an optimizer on a surface or a map, the ball at its end, arrows and marks."""
