"""Draws figures; computes nothing."""
