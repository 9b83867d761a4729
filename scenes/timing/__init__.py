"""How long beats last, and when their words come: by a voice, or by how fast people read."""
