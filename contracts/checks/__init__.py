"""One question a function, one row a question, in the groups of the catalogue."""
