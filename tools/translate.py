"""Bring the Chinese catalogue up to date with the pages, and compile it.

    python -m tools.translate

New wordings are added with an empty translation and named on standard error; those no page uses
any more are dropped. Fill the empty ones in `messages.po` and run it again.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1] / "webapp"
PO = ROOT / "translations/zh/LC_MESSAGES/messages.po"
# A fixed day, so that two runs over the same pages write the same bytes.
_WRITTEN = datetime(2026, 11, 22, tzinfo=UTC)


def used() -> dict[str, str | tuple[str, ...]]:
    """Return every wording the pages and the code ask for: its msgid, with its plural if any."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found: dict[str, str | tuple[str, ...]] = {}
    for _, _, message, _, _ in extract_from_dir(ROOT, methods, options):
        key = message if isinstance(message, str) else tuple(message[:2])
        found[key if isinstance(key, str) else key[0]] = key
    return found


def catalogue() -> Catalog:
    """Return the Chinese catalogue as it lies in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="zh")


def untranslated(words: Catalog) -> list[str]:
    """Return the wordings a page uses that have no Chinese."""
    missing: list[str] = []
    for msgid in sorted(used()):
        message = words.get(msgid)
        if message is None or not all(
            [message.string] if isinstance(message.string, str) else message.string
        ):
            missing.append(msgid)
    return missing


def main() -> int:
    """Write both files anew."""
    old = catalogue()
    fresh = Catalog(
        locale="zh",
        project="candor",
        header_comment=old.header_comment,
        creation_date=_WRITTEN,
        revision_date=_WRITTEN,
        last_translator="Candor",
        language_team="zh",
        fuzzy=False,
    )
    for msgid, key in sorted(used().items()):
        known = old.get(msgid)
        fresh.add(key, known.string if known else "")
    with PO.open("wb") as file:
        write_po(file, fresh, width=0, sort_output=True, no_location=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, fresh)
    missing = untranslated(catalogue())
    for msgid in missing:
        print(f"no Chinese yet: {msgid}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
