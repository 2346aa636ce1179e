"""Schemathesis reads the description and tries everything it allows, and much that it does not."""

from __future__ import annotations


