"""Training of the models that ship with VideoStudio. Uses every floor, is used by none."""
