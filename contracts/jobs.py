"""An audit that was asked for and is done by a job: where it stands, and what kept it from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

TRIES_MAX: Final = 3
OPEN_MAX: Final = 100  # of one lender; each keeps its files until it has ended


class JobState(StrEnum):
    """Where an audit stands; the last two are for good."""

    QUEUED = "queued"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


class Stage(StrEnum):
    """What is being done just now."""

    WAITING = "waiting"
    READING = "reading"  # the files, one after another
    ASKING = "asking"  # every question of the catalogue, of the whole package
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class JobProblem:
    """Why an audit failed: what was expected and what was found, and in which file.

    Args:
        expected: what would have been right.
        found: what was there instead; never a word of the file.
        file: the name of the file it is about; "" where it is about none.
        number: of that file in the order handed in, from 1; 0 where it is about none.
    """

    expected: str
    found: str
    file: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class AuditJob:
    """An audit that was asked for.

    Args:
        reference: tells nothing; the checked package has the same once the audit is done.
        state: where it stands.
        stage: what is being done.
        files: how many were handed in.
        files_read: how many of them are read.
        tries: how often it was begun.
        problem: why it failed; None in every other state.
        created_at: when it was asked for.
        ended_at: None until it has.
    """

    reference: str
    state: JobState
    stage: Stage
    files: int
    created_at: datetime
    files_read: int = 0
    tries: int = 0
    problem: JobProblem | None = None
    ended_at: datetime | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will change."""
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def steps(self) -> int:
        """How many steps there are in all: one for each file, and one to ask the questions."""
        return self.files + 1

    @property
    def steps_done(self) -> int:
        """How many of the steps are done."""
        return self.steps if self.state is JobState.DONE else self.files_read
