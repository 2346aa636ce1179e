"""One reader a format: bytes to text with places."""
