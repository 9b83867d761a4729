"""What makes each claim of a scene true, computed in another way than its plan does.

A module a scene, called like it.  `TRUE` has, by beat and outcome, a function that takes a plan and
tells from its runs whether the sentence is true.  `WRITTEN` has the same of what the scene writes
by itself, by the key of the words; its functions also take what the sign is about.  `SETTINGS` are
tried besides a sample of the scene's own: they flip what these leave as it is.
"""
