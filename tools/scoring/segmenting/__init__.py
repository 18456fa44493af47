"""Which pixels of a picture are its subject."""
