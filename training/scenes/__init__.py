"""Pictures to learn from: the animatic's world with its truth, and folders of pictures with captions."""
