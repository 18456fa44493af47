"""The web page: a film ordered, looked at, directed and watched in a browser. Thin over the desk, as all doors are."""
