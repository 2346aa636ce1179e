"""Reads a contract into terms with their places, asks it every question, rebuilds its cost statement, seals the signed one."""
