"""What a finished lesson must satisfy."""
