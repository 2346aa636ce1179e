"""What each page shows, as frozen dataclasses; no storage, no request."""
