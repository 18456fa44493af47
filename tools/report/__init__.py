"""The page that tells how a film was made: one file, opens offline."""
