"""Small mobjects; each takes its state from an array and a frame, so any frame can be drawn alone."""
