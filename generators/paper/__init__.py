"""The paper's own models. Others are in `diffusion` and `remote`; the method itself is in `graphs` and `agents`."""
