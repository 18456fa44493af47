"""How VideoStudio's own models are made. A side room: it may use every floor, and no floor uses it."""
