"""`candor audit FILE…`: what a contract says, what it costs, where it departs."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.dates import day_of, now, parse_day
from core.errors import CandorError, InvalidInput, ServiceMissing
from core.settings import wants_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contracts.audit import Audit
    from contracts.reports.model import Audited
    from core.text import Language
    from documents.model import Document

_ORDER: Final = ("critical", "high", "medium", "low")
_STDIN: Final = "-"
_PAGE_ENDINGS: Final = (".html", ".htm")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="PDF, DOCX, HTML, Markdown or text; - is standard input; several files are "
        "one package",
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="stands for the contract's day where it names none; today when left out",
    )
    parser.add_argument("--jurisdiction", choices=["cn", "us", "eu", "uk"])
    parser.add_argument(
        "--lender-type",
        metavar="TYPE",
        help="bank, consumer_finance, auto_finance, trust, microloan, pawn, private or "
        "credit_union",
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="JSON on standard output (what is done where that is no terminal, too)",
    )
    parser.add_argument(
        "--text",
        action="store_true",
        help="the view for people, also where standard output is no terminal",
    )
    parser.add_argument("--html", metavar="OUT", type=Path, help="write the report as a page")
    parser.add_argument("--pdf", metavar="OUT", type=Path, help="write the report as a PDF")
    parser.add_argument(
        "--statement",
        metavar="OUT",
        type=Path,
        help="write the cost statement rebuilt from the contract; .html or .pdf by its ending",
    )
    parser.add_argument(
        "--lang",
        "--language",
        dest="language",
        choices=["zh", "en"],
        help="of what is written for people; the contract's own when left out",
    )
    parser.add_argument(
        "--fail-on", choices=list(_ORDER), help="exit with 1 when a finding is at least this severe"
    )


def run(arguments: argparse.Namespace) -> int:
    """Audit the files as one package.

    Returns:
        0 done; 1 a finding is at or above --fail-on; 2 the input is wrong; 3 a font or
        library that makes PDF files is missing.
    """
    try:
        return _audit(arguments)
    except CandorError as refusal:
        sys.stderr.write(f"candor audit: {' '.join(str(refusal).split())}\n")
        return 3 if isinstance(refusal, ServiceMissing) else 2


def _audit(arguments: argparse.Namespace) -> int:
    from contracts.model import LenderType
    from contracts.service import audit

    kinds = [kind.value for kind in LenderType]
    if arguments.lender_type and arguments.lender_type not in kinds:
        raise InvalidInput("one of " + ", ".join(kinds), arguments.lender_type, "--lender-type")
    as_of = parse_day(arguments.as_of, "--as-of") if arguments.as_of else day_of(now())
    outcome = audit(
        _read_all(arguments.files),
        as_of=as_of,
        jurisdiction=arguments.jurisdiction,
        lender_type=arguments.lender_type,
    )
    _write(outcome, arguments)
    return _verdict(outcome, arguments.fail_on)


def _read_all(names: Sequence[str]) -> list[Document]:
    """Read the files, each under a name of its own.

    Raises:
        InvalidInput: one cannot be read; `where` is what the caller called it.
    """
    from contracts.naming import named_apart
    from documents.reading import read

    if names.count(_STDIN) > 1:
        raise InvalidInput("standard input once", f"{names.count(_STDIN)} times", _STDIN)
    contents = [_contents(name) for name in names]
    called = ["standard input" if name == _STDIN else name for name in names]
    documents: list[Document] = []
    for name, (apart, data) in zip(
        names, named_apart(list(zip(called, contents, strict=True))), strict=True
    ):
        try:
            documents.append(read(data, apart))
        except InvalidInput as refusal:
            raise InvalidInput(refusal.expected, refusal.found, name) from None
    return documents


def _contents(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == _STDIN else Path(name).read_bytes()
    except OSError as problem:
        raise InvalidInput("a readable file", problem.strerror or "none", name) from None


def _write(outcome: Audit, arguments: argparse.Namespace) -> None:
    """Write what was asked for; files only after every one of them is made."""
    from contracts.reports.model import Audited
    from core.text import Language

    documents = [file.document for file in outcome.contract.files]
    language = Language(arguments.language or documents[0].language)
    texts = {document.name: document.text for document in documents}
    audited = Audited(outcome.as_dict(), texts, day_of(now()), outcome.contract.as_of)
    made = _files(audited, language, arguments)
    for path, data in made:
        _replace(path, data)
    if made and not (arguments.json or arguments.text):
        return
    if arguments.json or not (arguments.text or sys.stdout.isatty()):
        sys.stdout.write(json.dumps(audited.found, ensure_ascii=False, indent=2) + "\n")
        return
    from contracts.reports.terminal import Screen, terminal_report

    colour = sys.stdout.isatty() and wants_colour()
    screen = Screen(shutil.get_terminal_size().columns, colour)
    sys.stdout.write(terminal_report(audited, language, screen))


def _files(
    audited: Audited, language: Language, arguments: argparse.Namespace
) -> list[tuple[Path, bytes]]:
    """Return each file that was asked for with its contents.

    Raises:
        InvalidInput: the statement's ending is neither of a page nor of a PDF.
    """
    made: list[tuple[Path, bytes]] = []
    if arguments.html is not None or arguments.pdf is not None:
        from contracts.report import html_report

        page = html_report(audited, language)
        if arguments.html is not None:
            made.append((arguments.html, page.encode()))
        if arguments.pdf is not None:
            made.append((arguments.pdf, _pdf(page)))
    if arguments.statement is not None:
        from contracts.report import statement_page

        ending = arguments.statement.suffix.lower()
        if ending not in (*_PAGE_ENDINGS, ".pdf"):
            raise InvalidInput("a name that ends in .html or .pdf", ending or "none", "--statement")
        page = statement_page(audited, language)
        made.append((arguments.statement, _pdf(page) if ending == ".pdf" else page.encode()))
    return made


def _pdf(page: str) -> bytes:
    from documents.rendering import pdf_from_html

    return pdf_from_html(page, tagged=True)


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: whoever looks sees the old one or the new one.

    Raises:
        InvalidInput: there is no place for it.
    """
    beside: str | None = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to as it is
            path.write_bytes(data)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as written:
            beside = written.name
            written.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(beside).chmod(0o666 & ~mask)
        Path(beside).replace(path)
        beside = None
    except OSError as problem:
        raise InvalidInput("a file to write", problem.strerror or "none", str(path)) from None
    finally:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)


def _verdict(outcome: Audit, fail_on: str | None) -> int:
    if fail_on is None:
        return 0
    counted = _ORDER[: _ORDER.index(fail_on) + 1]
    return int(any(finding.severity.value in counted for finding in outcome.findings))
