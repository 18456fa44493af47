"""Effects: the small sounds that actions make, each a function from a moment to hits in time."""
