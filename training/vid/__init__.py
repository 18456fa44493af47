"""Training VideoStudio-Vid: from the image model's UNet and clips of known action to a model of clips."""
