"""From scenes to video: workers draw beats, beats become scene clips, clips become the lesson."""
