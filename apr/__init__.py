"""Cash flows to a yearly rate by each law, with certificates."""
