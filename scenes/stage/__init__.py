"""The base of scenes: the picture at any frame, and the timeline that beats write on."""
