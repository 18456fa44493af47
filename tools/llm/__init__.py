"""Language models behind OpenAI-compatible endpoints: one call, what it may cost, and what to make of its answer."""
