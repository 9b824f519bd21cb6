"""read: bytes -> Post. Finds posts, decodes them, parts front matter from body, makes the body HTML."""
