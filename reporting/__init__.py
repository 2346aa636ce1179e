"""Figures for regulators, and notices to applicants."""
