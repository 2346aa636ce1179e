"""Finds personal data in text; gives the text without it."""
