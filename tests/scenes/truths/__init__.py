"""What makes each claim of a scene true, computed in another way than its plan does.

A module a scene, called like it, with `TRUE`: by (beat, outcome), or by (what a sign is about, key
of the words), a function that takes a plan and says from its runs whether the sentence is true.
`SETTINGS`, if there are any, are tried besides a sample of the scene's own: they flip what these
leave as it is.
"""
