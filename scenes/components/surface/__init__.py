"""A loss surface in three dimensions: shaded and contoured by the graphics library."""
