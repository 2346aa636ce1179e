"""The public API under /api/v1: one file a resource; a body in, a verb, an answer or a problem out."""
