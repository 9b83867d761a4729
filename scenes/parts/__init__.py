"""What several scenes are made of: each knows its mobjects, what they follow, and its parts."""
