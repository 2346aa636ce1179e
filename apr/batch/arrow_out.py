"""What was judged of loans, as columns of an Arrow record batch."""

from __future__ import annotations

from typing import Any

import numpy as np

from apr.batch.arrow import Batch, Column, Schema, pa
from apr.batch.arrow_in import read_loans
from apr.batch.kernel import BLOCK, Bools, Floats
from apr.batch.loans import FAULTS, NONE, Ints, Loans, Question, Reason
from apr.batch.verdicts import LINE_CODES, VERDICTS, Judged, judge
from apr.model import Regularity
from apr.standards import CODES

_RATE = pa.decimal128(20, 2)
_MONEY = pa.decimal128(20, 2)
_REASONS = pa.list_(pa.string())
_ABOVE = {"cn-simple": "above_line_simple", "cn-irr": "above_line_compound"}


def output_schema(question: Question) -> Schema:
    """Return the columns of the answer, in order."""
    columns = [("loan_id", pa.string()), ("lender_id", pa.string())]
    for code in question.standards:
        stem = code.replace("-", "_")
        columns += [
            (f"{stem}_percent", _RATE),
            (f"{stem}_exact", pa.float64()),
            (f"{stem}_least", pa.float64()),
        ]
    columns += [
        ("stated_as", pa.string()),
        ("stated_rate_percent", pa.float64()),
        ("difference_pp", pa.float64()),
        ("regularity", pa.string()),
        ("tolerance_pp", pa.float64()),
        ("stated_verdict", pa.string()),
        ("hidden_cost", _MONEY),
        ("line", pa.string()),
        ("line_percent", pa.float64()),
        ("above_line_simple", pa.bool_()),
        ("above_line_compound", pa.bool_()),
        ("exact_path", pa.bool_()),
        ("reasons", _REASONS),
    ]
    return pa.schema(columns)


def audit_batch(batch: Batch, question: Question) -> Batch:
    """Judge the loans of a batch of any size, block by block; one row a loan, in order."""
    schema = output_schema(question)
    blocks = [
        _answer(part, question, schema)
        for start in range(0, batch.num_rows, BLOCK)
        for part in [batch.slice(start, BLOCK)]
    ]
    if not blocks:
        return pa.RecordBatch.from_pylist([], schema)
    table = pa.Table.from_batches(blocks).combine_chunks()
    return table.to_batches()[0]


def _answer(batch: Batch, question: Question, schema: Schema) -> Batch:
    loans = read_loans(batch, question)
    judged = judge(loans, question)
    known = judged.known
    has_stated = np.isfinite(loans.stated) & (loans.stated_as != NONE)
    columns: dict[str, Column] = {
        "loan_id": _text(batch, "loan_id"),
        "lender_id": _text(batch, "lender_id"),
        "stated_as": _chosen(CODES, np.where(has_stated, loans.stated_as, NONE)),
        "stated_rate_percent": _floats(loans.stated, np.isfinite(loans.stated)),
        "difference_pp": _floats(judged.difference, known & np.isfinite(judged.difference)),
        "regularity": _chosen(
            tuple(Regularity), np.where(known, np.where(judged.regular, 0, 1), NONE)
        ),
        "tolerance_pp": _floats(judged.tolerance, known & has_stated),
        "stated_verdict": _chosen(VERDICTS, judged.verdict),
        "hidden_cost": _decimals(judged.hidden, judged.hidden_known, _MONEY),
        "line": _chosen([row.code for row in question.lines], judged.line),
        "line_percent": _line_percent(question, judged),
        "exact_path": pa.array(judged.exact),
        "reasons": _reasons(loans.reasons),
    }
    for code in question.standards:
        stem, percent = code.replace("-", "_"), judged.percent[code]
        found = known & np.isfinite(percent)
        columns[f"{stem}_percent"] = _decimals(judged.hundredths[code], found, _RATE)
        columns[f"{stem}_exact"] = _floats(percent, found)
        columns[f"{stem}_least"] = _floats(percent, ~known & _rated(loans) & np.isfinite(percent))
    for code in LINE_CODES:
        above = judged.above.get(code, np.full(len(loans), NONE))
        columns[_ABOVE[code]] = pa.array(above == 1, mask=above == NONE)
    return pa.RecordBatch.from_arrays([columns[name] for name in schema.names], schema=schema)


def _rated(loans: Loans) -> Bools:
    return ~loans.has(FAULTS)


def _text(batch: Batch, name: str) -> Column:
    if name not in batch.schema.names:
        return pa.nulls(batch.num_rows, pa.string())
    column = batch.column(name)
    return column.cast(pa.string())


def _floats(values: Floats, known: Bools) -> Column:
    return pa.array(np.where(known, values, 0.0), mask=~known)


def _chosen(names: list[str] | tuple[str, ...], places: Ints) -> Column:
    """Return names by their places; NONE is null."""
    indices = pa.array(np.where(places == NONE, 0, places).astype(np.int32), mask=places == NONE)
    if not names:
        return pa.nulls(len(places), pa.string())
    return pa.array([str(name) for name in names], pa.string()).take(indices)


def _line_percent(question: Question, judged: Judged) -> Column:
    percents = [float(row.percent) for row in question.lines] or [0.0]
    found = judged.line != NONE
    return _floats(np.array(percents)[np.where(found, judged.line, 0)], found)


def _decimals(hundredths: Ints, known: Bools, kind: Any) -> Column:
    """Return decimals of two digits from whole hundredths: sixteen bytes each, little end first."""
    words = np.empty((len(hundredths), 2), np.int64)
    words[:, 0] = np.where(known, hundredths, 0)
    words[:, 1] = words[:, 0] >> 63
    valid = pa.array(known).buffers()[1]
    return pa.Array.from_buffers(kind, len(hundredths), [valid, pa.py_buffer(words)])


def _reasons(bits: Ints) -> Column:
    """Return the codes of each loan; equal sets of them are spelt once."""
    different, places = np.unique(bits, return_inverse=True)
    lists = [
        [str(reason.name).lower() for reason in Reason if reason & int(each)] for each in different
    ]
    return pa.array(lists, _REASONS).take(pa.array(places))
