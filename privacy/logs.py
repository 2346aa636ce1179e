"""No personal data in logs: a filter that masks what a record says before anyone writes it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from typing import cast

from privacy.engine import Detector
from privacy.mask import mask, mask_value

_WITHHELD = "(a log message whose arguments did not fit was withheld)"
_SIGNS = re.compile(r"[0-9０-９@：:=]|先生|女士|小姐|身份|证件|M[rs]|Dr|Miss")
# What the logging module itself puts on a record; none of it comes from a caller's data.
_OWN = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_FORMATTER = logging.Formatter()


class MaskingFilter(logging.Filter):
    """Masks the message, its arguments, the exception, the stack and extra fields of records.

    To be put on handlers: a filter on a logger does not see the records of its children. A
    name that stands free in prose, with no word before it, is not found.

    Args:
        detector: finds what is to be masked.
    """

    def __init__(self, detector: Detector | None = None) -> None:
        super().__init__()
        self._detector = detector or Detector()

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; it is always let through."""
        record.msg = self._message(record)
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = _FORMATTER.formatException(_complete(record.exc_info))
        record.exc_info = None
        record.exc_text = self._clean(record.exc_text) if record.exc_text else None
        record.stack_info = self._clean(record.stack_info) if record.stack_info else None
        for name in record.__dict__.keys() - _OWN:
            record.__dict__[name] = self._clean_object(record.__dict__[name])
        return True

    def _message(self, record: logging.LogRecord) -> str:
        """A value is also masked where the message glues it to other letters or digits."""
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - any argument may fail in its own way to be written
            return _WITHHELD
        for argument in _leaves(record.args):
            for span in self._detector.scan(argument):
                piece = argument[span.start : span.end]
                message = message.replace(piece, mask_value(span.label, piece))
        return self._clean(message)

    def _clean(self, text: str) -> str:
        return mask(text, self._detector.scan(text)) if _SIGNS.search(text) else text

    def _clean_object(self, value: object) -> object:
        if value is None or isinstance(value, (bool, float)):
            return value
        text = str(value)
        clean = self._clean(text)
        return value if clean == text else clean


def protect(handlers: Iterable[logging.Handler]) -> None:
    """Put the filter on each handler, once."""
    for handler in handlers:
        if not any(isinstance(present, MaskingFilter) for present in handler.filters):
            handler.addFilter(MaskingFilter())


def _complete(exc_info: object) -> tuple[type[BaseException], BaseException, None]:
    return cast("tuple[type[BaseException], BaseException, None]", exc_info)


def _leaves(value: object) -> Iterable[str]:
    if value is None:
        return
    if isinstance(value, Mapping):
        for part in cast("Mapping[object, object]", value).values():
            yield from _leaves(part)
    elif isinstance(value, (tuple, list)):
        for part in cast("tuple[object, ...]", value):
            yield from _leaves(part)
    else:
        yield str(value)
