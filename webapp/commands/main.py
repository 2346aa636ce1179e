"""The command `candor`: finds the part that is asked for, and loads nothing else."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from core.errors import CandorError, Forbidden, PurposeRefused, ServiceMissing

DONE, NO, WRONG_CALL, SERVICE_MISSING = 0, 1, 2, 3
_INTERRUPTED = 130  # as shells report a program that Ctrl-C ended

_STATUS: dict[type[CandorError], int] = {
    ServiceMissing: SERVICE_MISSING,
    PurposeRefused: NO,
    Forbidden: NO,
}
# Drivers' words for "the server is not there"; known by name, so that no driver is loaded here.
_UNREACHABLE = {"OperationalError", "ConnectionError", "ConnectionRefusedError"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what it is for in one line, and the module that does it.

    Args:
        name: the word after `candor`.
        help: one line, shown by `candor --help`.
        module: has `add_arguments(parser)` and `run(arguments) -> int`.
        passes_on: hands arguments it does not know to the program it runs.
        stays: runs until it is told to stop, and keeps a log meanwhile.
    """

    name: str
    help: str
    module: str
    passes_on: bool = False
    stays: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("up", "the whole product on this machine, until Ctrl-C", "webapp.commands.up"),
    Command("release", "make the roles and migrate the database", "webapp.commands.release"),
    Command("organisation", "set up lenders and regulators", "webapp.commands.organisation"),
    Command("member", "who acts for an organisation", "webapp.commands.member"),
    Command("recipient", "who else gets data, and is told", "webapp.commands.recipient"),
    Command("key", "keys of organisations' systems", "webapp.commands.key"),
    Command("product", "a lender's products, forms and offers", "webapp.commands.product"),
    Command("register", "dated registers of licences", "webapp.commands.register"),
    Command("apr", "yearly rates by each law's method, with proofs", "webapp.commands.apr"),
    Command("audit", "what a contract says, costs and leaves out", "webapp.commands.audit"),
    Command("refunds", "what borrowers are owed back: files, letters", "webapp.commands.refunds"),
    Command("law", "rows of law, and what a change of one does", "webapp.commands.law"),
    Command(
        "audit-portfolio",
        "rates, hidden cost and lines of every loan of a file",
        "webapp.commands.audit_portfolio",
    ),
    Command("pii", "find or mask personal data in JSON Lines", "webapp.commands.pii"),
    Command("aml", "screen names against watchlists", "webapp.commands.aml"),
    Command("credit", "train, evaluate and use a scorecard", "webapp.commands.credit"),
    Command("consent", "consents as files, receipts checked, registers", "webapp.commands.consent"),
    Command("evidence", "prove, verify, check and export the log", "webapp.commands.evidence"),
    Command(
        "sequencer", "number and sign what was recorded", "webapp.commands.sequencer", stays=True
    ),
    Command("follower", "do what follows from the log", "webapp.commands.follower", stays=True),
    Command("worker", "do the jobs that were rung for", "webapp.commands.worker", stays=True),
    Command("cron", "what happens by the clock", "webapp.commands.cron", stays=True),
    Command("demo", "invented lenders and people, set up once", "webapp.commands.demo"),
    Command("simulate", "invented applicants through the API", "webapp.commands.simulate"),
    Command(
        "recipient-simulator",
        "recipients of data that stop, delay and fail",
        "webapp.commands.recipient_simulator",
        stays=True,
    ),
    Command("velocity", "own the velocity counters", "webapp.commands.velocity"),
    Command("bench", "how fast, beside a named peer", "webapp.commands.bench"),
    Command("test", "every check and every test", "webapp.commands.test", passes_on=True),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status.

    0 done; 1 the answer is "no"; 2 the input or the call is wrong; 3 a service is not there.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough. Python would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except CandorError as refusal:
        return _say(str(refusal), status_of(refusal))
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _say(f"{place}{error.strerror or error}", status_of(error))
    except Exception as error:  # noqa: BLE001 - the last door: no traceback reaches a user
        return _say(_fault(error), status_of(error))
    return status


def status_of(error: BaseException) -> int:
    """Return the exit status an error stands for."""
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return _STATUS[kind]
        if kind.__name__ in _UNREACHABLE:
            return SERVICE_MISSING
    return WRONG_CALL


def _run(given: list[str]) -> int:
    # Only the command that is asked for is imported, so that help and small commands stay quick.
    wanted = next((word for word in given if not word.startswith("-")), "")
    parser = argparse.ArgumentParser(
        prog="candor", description="Consumer credit, honest and safe.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"candor {version('candor')}")
    parts = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        part = parts.add_parser(
            command.name, help=command.help, description=command.help, allow_abbrev=False
        )
        if command.name == wanted:
            import_module(command.module).add_arguments(part)
    chosen, rest = parser.parse_known_args(given)
    command = next(row for row in COMMANDS if row.name == chosen.command)
    if rest and not command.passes_on:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    chosen.rest = rest
    if command.stays:
        from webapp.logs import set_up

        set_up()
    return int(import_module(command.module).run(chosen))


def _say(text: str, status: int) -> int:
    line = " ".join(text.split())
    sys.stderr.write(f"candor: {line}\n")
    return status


def _fault(error: Exception) -> str:
    """Name the place of an unexpected fault; its own words may quote someone's data."""
    kind = type(error).__name__
    if {parent.__name__ for parent in type(error).__mro__} & _UNREACHABLE:
        return f"a server cannot be reached ({kind})"
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "its start"
    return f"this should not happen: {kind} at {place}"


if __name__ == "__main__":
    sys.exit(main())
