"""Finds personal data in text, tables and JSON; gives the data without it."""
