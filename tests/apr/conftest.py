"""What the tests of this room share: the worked examples of the laws' own texts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

_EXAMPLES = Path(__file__).parent.parent / "data" / "apr_examples.json"


@pytest.fixture(scope="session")
def examples() -> list[dict[str, Any]]:
    return json.loads(_EXAMPLES.read_text("utf-8"), parse_float=Decimal)
