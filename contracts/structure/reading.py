"""A document to its build: choices first, then everything else on what is left in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contracts.structure.blanks import blanks_in, drawn_around
from contracts.structure.clause_tree import clause_tree
from contracts.structure.model import Structure
from contracts.structure.names import definitions_in, parties_in
from contracts.structure.options import resolve_options
from contracts.structure.references import references_in
from documents.matching import searchable
from documents.model import Document


def structures(documents: Sequence[Document]) -> tuple[Structure, ...]:
    """Return how each file of a package is built, the text in force among it.

    References to annexes are followed across the files.
    """
    built = [_structure(document) for document in documents]
    pairs = [(one.file, one.tree) for one in built]
    return tuple(
        replace(one, references=references_in(pairs, index)) for index, one in enumerate(built)
    )


def structure(document: Document) -> Structure:
    """Return how one file is built that is a package by itself."""
    return structures((document,))[0]


def _structure(document: Document) -> Structure:
    raw = searchable(document)
    choices = resolve_options(raw)
    file = raw.without(choices.out)
    file = file.without(drawn_around(file.text))
    return Structure(
        raw=raw,
        file=file,
        tree=clause_tree(file),
        options=choices.options,
        blanks=blanks_in(file),
        parties=parties_in(file),
        definitions=definitions_in(file),
    )
