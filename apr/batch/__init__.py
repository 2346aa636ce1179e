"""Many loans at once: columns in, columns out, in plain numpy."""
