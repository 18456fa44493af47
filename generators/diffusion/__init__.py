"""Open weights through diffusers: one module per family of models, and what they share."""
