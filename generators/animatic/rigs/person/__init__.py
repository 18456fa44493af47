"""People: house-drawn, soft picture-book figures on joints."""
