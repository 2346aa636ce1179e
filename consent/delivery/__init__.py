"""Telling recipients what became of a consent, and keeping what they answered."""
