"""What each scene computes before it is drawn: parameters, beats, frame table.  No Manim here."""
