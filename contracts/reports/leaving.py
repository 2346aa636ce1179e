"""Which of the payments one may leave after are shown where only a few have room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

FEW: Final = 4


def few_exits(early_exit: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Return the dearest, the first, the middle and the last exit of an audit, in their order.

    Args:
        early_exit: of the interface; its `exits` are in the order of the payments.
    """
    exits: Sequence[Mapping[str, Any]] = early_exit["exits"]
    chosen = {0, len(exits) // 2, len(exits) - 1}
    return tuple(
        one
        for index, one in enumerate(exits)
        if index in chosen or one["after"] == early_exit["worst_after"]
    )
