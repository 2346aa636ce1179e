"""One blueprint for each group of pages: a request in, a verb called, a view shown."""
