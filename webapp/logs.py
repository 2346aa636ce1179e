"""How every process of the house logs: one JSON object a line, without personal data."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from core.dates import iso
from privacy.logs import protect

# These bring handlers of their own, which other loggers' handlers never see.
_OTHERS = ("gunicorn.error", "gunicorn.access", "rq.worker")


class OneLine(logging.Formatter):
    """Writes a record as one line of JSON, its traceback inside."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "at": iso(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "where": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["trace"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def set_up(level: int = logging.INFO) -> None:
    """Let this process log to standard error; a second time changes nothing."""
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, OneLine) for handler in root.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(OneLine())
        root.addHandler(handler)
        root.setLevel(level)
    protect(root.handlers)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the ledger says where and how it went
    for name in _OTHERS:
        protect(logging.getLogger(name).handlers)
