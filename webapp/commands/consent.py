"""`candor consent`: what the rows of purposes say, as registers."""

from __future__ import annotations

import argparse

from webapp.commands.consent_register import add_register, print_register


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take what to do."""
    add_register(parser.add_subparsers(dest="part", required=True, metavar="WHAT"))


def run(arguments: argparse.Namespace) -> int:
    """Print the registers."""
    return print_register(arguments)
