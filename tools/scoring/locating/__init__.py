"""Where in a picture to look for somebody. Who is there is told by comparing, never here."""
