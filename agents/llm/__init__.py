"""The LLM writer: the paper's stages as questions to a language model, each answer checked."""
