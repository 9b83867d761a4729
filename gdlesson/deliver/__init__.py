"""What goes with a lesson's video: stills, the contact sheet, the manifest."""
