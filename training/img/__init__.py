"""VideoStudio-Img learns: a UNet that attends to words, to the figures of a reference and to a place."""
