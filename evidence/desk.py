"""The files beside the database: the seed of the signing keys, and what was signed last.

They lie outside the database on purpose. The seed, so that who can write rows cannot sign; the
last checkpoint, so that a database put back to an earlier day is noticed before it signs again.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from core.errors import InvalidInput, ServiceMissing
from core.settings import Settings
from evidence.keys import SEED_BYTES, LogKeys, VerifierKey, key_file, read_keys

_SEED_NAME = "evidence.seed"
_NOTE_SUFFIX = ".checkpoint"
_KEYS_SUFFIX = ".keys"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a sequencer signs.

    Args:
        seed: the secret from which every log's keys are made.
        folder: of the last checkpoints and the public keys; others may read it.
        host: the name in the origin of a log that begins here.
    """

    seed: bytes
    folder: Path
    host: str

    def origin(self, organisation_id: UUID) -> str:
        """Return the name a new log gets; once begun, a log keeps its name for ever."""
        return f"{self.host}/evidence/{organisation_id}"

    def keys(self, origin: str) -> LogKeys:
        """Return the private keys of a log."""
        return LogKeys(self.seed, origin)

    def remembered(self, organisation_id: UUID) -> str | None:
        """Return the note signed last for a log, as far as this machine knows."""
        path = self.folder / f"{organisation_id}{_NOTE_SUFFIX}"
        return path.read_text("utf-8") if path.exists() else None

    def remember(self, organisation_id: UUID, note: str, public: tuple[VerifierKey, ...]) -> None:
        """Keep the note signed last, and the keys that check it, where anyone may fetch them."""
        keys_path, lines = self.folder / f"{organisation_id}{_KEYS_SUFFIX}", key_file(public)
        if not keys_path.exists() or keys_path.read_text("utf-8") != lines:
            _write_whole(keys_path, lines.encode(), 0o644)
        _write_whole(self.folder / f"{organisation_id}{_NOTE_SUFFIX}", note.encode(), 0o644)


def open_desk(settings: Settings) -> Desk:
    """Return the desk of this installation, with a new seed where there is none."""
    seed = _seed(settings.root_key_file.with_name(_SEED_NAME))
    host = urlsplit(settings.public_url).netloc or "localhost"
    return Desk(seed, _folder(settings), host.rpartition("@")[2])


def known_keys(settings: Settings) -> tuple[VerifierKey, ...]:
    """Return the public keys of every log signed on this machine."""
    files = sorted(_folder(settings).glob(f"*{_KEYS_SUFFIX}"))
    return tuple(key for path in files for key in read_keys(path.read_text("utf-8")))


def trusted_keys(settings: Settings, given: Path | None) -> tuple[VerifierKey, ...]:
    """Return the public keys to check by: those of a file, else of the logs signed here.

    Raises:
        InvalidInput: no file is given and no log was signed on this machine, or it is no key file.
    """
    if given is not None:
        return read_keys(given.read_text("utf-8", errors="replace"))
    known = known_keys(settings)
    if not known:
        raise InvalidInput("the public keys by --key", "none on this machine", "--key")
    return known


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "evidence"


def _seed(path: Path) -> bytes:
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        _write(fresh, secrets.token_bytes(SEED_BYTES), 0o600)
        try:
            os.link(fresh, path)  # whole or not at all, and the first of two wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    seed = path.read_bytes()
    if len(seed) != SEED_BYTES:
        raise ServiceMissing(f"the seed {path.name} is damaged; put it back from its copy")
    return seed


def _write_whole(path: Path, data: bytes, mode: int) -> None:
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    _write(fresh, data, mode)
    fresh.replace(path)


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
