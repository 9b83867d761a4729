"""What scenes stand on: the picture at any frame, and the timeline that beats write on."""
