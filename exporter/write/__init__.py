"""Book -> file: one writer a format."""
