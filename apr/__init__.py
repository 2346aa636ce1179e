"""Cash flows to a yearly rate by each law; certificates; the batch kernel."""
