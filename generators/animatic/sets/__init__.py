"""Places as layered paintings, far layers first: one file per family of places, built from shared brushes."""
