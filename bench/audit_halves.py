"""The corpus in two parts: one shown to who mends the checks, one kept to measure them by.

    python -m bench.audit_halves [FINDING…]

prints what the audit gets wrong in the shown part, with the words it went by. The kept part is
never printed, so that what is measured on it was not written towards it. The bases are shared, so
the halves are apart in the clauses that a case is about, not in the contracts around them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bench import audit
from contracts.service import audit as ask
from tests.corpus.loading import SHOWN, Case, load_all


def wrongs(cases: Sequence[Case], wanted: Sequence[str]) -> Iterator[str]:
    """Give a line for each wrong answer: the case, what is wrong, and the words."""
    for case in cases:
        outcome = ask(audit.documents_of(case), as_of=audit.AS_OF)
        missed, false = audit.wrong_of(case, audit.ours)
        for code in sorted(missed):
            if not wanted or code in wanted:
                words = " | ".join(g.quote or "(absent)" for g in case.gold if g.finding == code)
                yield f"{case.language}/{case.name} MISSED {code}: {words}"
        for finding in outcome.findings:
            if finding.code in false and (not wanted or finding.code in wanted):
                words = " | ".join(place.quote[:160] for place in finding.evidence[:3])
                why = finding.explanation.en[:160]
                yield f"{case.language}/{case.name} FALSE {finding.code}: {words} // {why}"


if __name__ == "__main__":
    shown = [case for case in load_all() if case.half == SHOWN and not case.long]
    for line in wrongs(shown, sys.argv[1:]):
        print(line.replace("\n", "⏎"), flush=True)
