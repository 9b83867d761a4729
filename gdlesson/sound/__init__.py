"""Sound as arrays: read, measured, levelled, mixed, made of walks, and encoded."""
