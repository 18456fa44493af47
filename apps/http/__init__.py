"""The HTTP door: the shape of OpenAI's `/v1/videos`, and what directing a film needs beside it."""
