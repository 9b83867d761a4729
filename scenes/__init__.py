"""How gradient descent looks: plans (what is computed), components, and one Manim scene a file."""
