"""Arrow, which comes without types, behind one door."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Arrays, batches and schemas of Arrow; their kinds are said where they are made.
Column = Any
Batch = Any
Schema = Any

pa: Any = import_module("pyarrow")
pc: Any = import_module("pyarrow.compute")
