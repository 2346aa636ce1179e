"""The parts of a contract's build; spans are offsets into the text in force unless said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from documents.matching import Searchable

Span = tuple[int, int]


class Mark(StrEnum):
    """How a clause is numbered."""

    ANNEX = "annex"  # 附件一, Annex 1
    PART = "part"  # 第一部分, Part A
    CHAPTER = "chapter"  # 第一章
    SECTION = "section"  # 第一节
    ARTICLE = "article"  # 第一条, Article 1, Section 1
    HAN = "han"  # 一、
    HAN_PAREN = "han_paren"  # (一)
    ARABIC = "arabic"  # 1.  1、
    DOTTED = "dotted"  # 1.1, 1.1.1
    DIGIT_CLOSE = "digit_close"  # 1)
    DIGIT_PAREN = "digit_paren"  # (1)
    CIRCLED = "circled"  # ①
    LETTER = "letter"  # A.  a)
    LETTER_PAREN = "letter_paren"  # (a)
    ROMAN_PAREN = "roman_paren"  # (i)


@dataclass(frozen=True, slots=True)
class Node:
    """One numbered clause with all below it.

    Args:
        mark: how it is numbered.
        number: its place; several parts for 1.1.
        label: its number as printed, such as "第八条" or "(a)".
        title: its first words, up to forty characters.
        start: of the label.
        end: where the next clause that is not below it begins.
        own_end: where its first sub-clause begins; the words before are its lead-in.
        parent: place of the clause above in the list; -1 at the top.
        level: 0 at the top.
    """

    mark: Mark
    number: tuple[int, ...]
    label: str
    title: str
    start: int
    end: int
    own_end: int
    parent: int
    level: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The clauses in the order of the text; empty where nothing is numbered."""

    nodes: tuple[Node, ...] = ()

    def path(self, offset: int) -> tuple[Node, ...]:
        """Return the clauses around an offset, the outermost first."""
        return tuple(node for node in self.nodes if node.start <= offset < node.end)

    def address(self, offset: int) -> str:
        """Return the number of the clause at an offset as people cite it: "第八条(二)"."""
        labels = [node.label for node in self.path(offset)]
        return " ".join(labels) if labels and labels[0].isascii() else "".join(labels)

    def children(self, node: Node) -> tuple[Node, ...]:
        """Return the clauses right below one."""
        at = self.nodes.index(node)
        return tuple(child for child in self.nodes if child.parent == at)


class Choice(StrEnum):
    """What became of a choice between alternatives."""

    MADE = "made"
    OPEN = "open"  # nothing was chosen: all alternatives stay
    UNCLEAR = "unclear"  # what was chosen is not among the alternatives: all stay


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several wordings; its span is in the document, for it may not be in force."""

    label: str
    start: int
    end: int
    quote: str
    chosen: bool | None


@dataclass(frozen=True, slots=True)
class Option:
    """A choice between alternatives; spans are offsets into the document.

    Args:
        state: made, open or unclear.
        start: of the words that choose, or of the first box.
        end: exclusive.
        quote: those words.
        chosen: the labels chosen.
        alternatives: in order.
    """

    state: Choice
    start: int
    end: int
    quote: str
    chosen: tuple[str, ...]
    alternatives: tuple[Alternative, ...]


class Followed(StrEnum):
    """Where a reference leads."""

    FOUND = "found"
    DANGLING = "dangling"  # there is no such clause or annex in the package
    ASTRAY = "astray"  # the clause is there, but is about something else than the words say
    LAW = "law"  # to a statute


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point to another clause or annex.

    Args:
        state: where it leads.
        start: offset into the text in force.
        end: exclusive.
        words: as printed.
        node: the clause it points to.
        topic: what the words say the clause is about; "" when nothing.
        meant: the clause that is about the topic, where the reference went astray.
    """

    state: Followed
    start: int
    end: int
    words: str
    node: Node | None = None
    topic: str = ""
    meant: Node | None = None


class BlankKind(StrEnum):
    """What kind of place was left."""

    EMPTY = "empty"  # 【 】, ____
    TEMPLATE = "template"  # ${rate}, {{rate}}, [APR]
    MASKED = "masked"  # XX
    SIGNATURE = "signature"  # where somebody signs, seals or dates
    CHOICE = "choice"  # 第__种


@dataclass(frozen=True, slots=True)
class Blank:
    """A place nobody filled, with the words before it."""

    kind: BlankKind
    start: int
    end: int
    label: str


class Role(StrEnum):
    """Who somebody is in the deal."""

    LENDER = "lender"
    BORROWER = "borrower"
    CO_BORROWER = "co_borrower"
    GUARANTOR = "guarantor"
    BROKER = "broker"
    PLATFORM = "platform"
    INSURER = "insurer"
    MERCHANT = "merchant"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the contract.

    Args:
        role: None where the text does not tell.
        name: as printed; "" where it is left blank.
        words: how the text calls it: 甲方, 贷款人, "the Lender".
        start: where it is introduced.
        end: exclusive.
    """

    role: Role | None
    name: str
    words: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A term the contract gives a meaning of its own."""

    term: str
    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Structure:
    """How one file is built.

    Args:
        raw: the whole folded text.
        file: the text in force: alternatives nobody chose are out of it, and so are the
            brackets and lines drawn around filled places. Ask questions of this one.
        tree: its clauses.
        options: every choice, made or open.
        references: every pointer to a clause, an annex or a statute.
        blanks: every place left open.
        parties: who they are.
        definitions: what words mean here.
    """

    raw: Searchable
    file: Searchable
    tree: Tree = field(default_factory=Tree)
    options: tuple[Option, ...] = ()
    references: tuple[Reference, ...] = ()
    blanks: tuple[Blank, ...] = ()
    parties: tuple[Party, ...] = ()
    definitions: tuple[Definition, ...] = ()

    def role_of(self, word: str) -> Role | None:
        """Return who a word such as 甲方 or "the Lender" means; None when unknown."""
        bare = word.strip("“”\"' ").lower().removeprefix("the ")
        for party in self.parties:
            if bare in {name.lower() for name in (*party.words, party.name)}:
                return party.role
        return None

    def dangling(self) -> tuple[Reference, ...]:
        """Return the references that lead nowhere or astray."""
        lost = {Followed.DANGLING, Followed.ASTRAY}
        return tuple(found for found in self.references if found.state in lost)
