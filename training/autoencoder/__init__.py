"""The autoencoder of the mini models: pictures to latents of an eighth of their size and back, as diffusers has it."""
