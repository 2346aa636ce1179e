"""Figures, reports, notices, filings to regulators with validation edits; compliance posture."""
