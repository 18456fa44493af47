"""Models behind OpenAI-shaped HTTP: `/v1/videos` jobs and `/v1/images` calls, of which none is sent twice."""
