"""Purposes, notices, grants, withdrawal: may we?"""
