"""The voices, a file each."""
