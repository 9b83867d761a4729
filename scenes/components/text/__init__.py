"""Words, formulas and numbers, set by Typst in pinned fonts and placed by their baseline."""
