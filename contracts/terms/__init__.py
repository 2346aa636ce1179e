"""Finds the terms of a contract, each with the words it stands in."""
