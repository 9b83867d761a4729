"""Small mobjects whose state comes from an array and a frame: any frame can be drawn alone."""
