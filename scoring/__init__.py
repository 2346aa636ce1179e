"""Credit, fraud and name screening: a score, a band, and reasons."""
