"""Plain Manim scenes of a user's, drawn by several processes and encoded as lessons are.

One process runs the scene with all its updates and draws no frame. At the first frame of each
stretch it forks: the fork has the scene's whole state, draws that stretch, and ends. So what a
scene piles up from frame to frame is there in every stretch. What could still differ is what
depends on having drawn the frames before, on the clock or on threads: at the end of its stretch a
fork digests the scene's state, the first process does the same at that frame, and where the two
disagree, the scene is drawn again from the start by one process.
"""
