"""VideoStudio in miniature: the paper's models at a tiny width, trained here on the animatic's world."""
