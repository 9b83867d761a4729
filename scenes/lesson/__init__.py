"""The lesson file: reading it, its model, and what is wrong with it, in sentences."""
