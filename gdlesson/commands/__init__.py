"""What each command takes and says; the work is done in the other rooms."""
