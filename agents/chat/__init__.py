"""What people say about a film, understood: a plain grammar that turns sentences into edits, or asks back."""
