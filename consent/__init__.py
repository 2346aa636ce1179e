"""Purposes, notices, grants, receipts, withdrawal, subject rights: may we?"""
