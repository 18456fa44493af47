"""The paper's own models, in the formats of its released checkpoints. Torch is imported by the modules, not here."""
