"""Pictures and texts as directions in one space. What two directions mean for a film is said in `scoring`."""
