"""How much memory models take, told by their full configurations before anything is fetched."""
