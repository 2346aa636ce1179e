"""HTTP in, a verb, HTTP out; templates, translations, the command line."""
