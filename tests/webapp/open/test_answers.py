"""What an answer says of a register, of numbers read from pictures, and of what is left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contracts.licences import Licence, LicenceState, Register, Standing
from contracts.service import audit
from core.text import Text
from documents.model import Recognised
from documents.reading import read
from webapp.checks import answer_page, standing_notice
from webapp.views.shared import Tone

DAY = date(2026, 11, 22)
OPEN = Register("名录", date(2026, 11, 1), complete=False, source="")
WHOLE = replace(OPEN, complete=True)
HELD = Licence("甲银行", (), "商业银行 / bank", "B1", "", LicenceState.IN_FORCE)


@pytest.mark.parametrize(
    ("standing", "tone", "said"),
    [
        (Standing("甲银行", ()), Tone.WARN, "No register"),
        (Standing("", (OPEN,)), Tone.WARN, "does not say who lends"),
        (Standing("乙", (OPEN,)), Tone.WARN, "is not on the register"),
        (Standing("乙", (WHOLE,)), Tone.DANGER, "is not on the register"),
        (Standing("甲银行", (OPEN,), ((OPEN, HELD),)), Tone.OK, "stands on the register"),
        (
            Standing("甲银行", (OPEN,), ((OPEN, replace(HELD, state=LicenceState.SUSPENDED)),)),
            Tone.DANGER,
            "is suspended",
        ),
        (
            Standing("甲银行", (OPEN,), ((OPEN, replace(HELD, until=date(2026, 1, 1))),)),
            Tone.DANGER,
            "does not cover this day",
        ),
    ],
)
def test_the_register_says_no_more_than_it_knows(standing: Standing, tone: Tone, said: str) -> None:
    notice = standing_notice(standing, DAY)

    assert notice.tone is tone
    assert said in notice.title.en
    assert notice.body is not None


def test_an_incomplete_register_says_that_to_be_missing_means_nothing() -> None:
    body = standing_notice(Standing("乙", (OPEN,)), DAY).body

    assert body is not None
    assert "does not mean there is no licence" in body.en
    assert "1 November 2026, incomplete" in body.en


def test_a_lender_s_name_with_braces_stays_a_name() -> None:
    title = standing_notice(Standing("{registers}", (OPEN,)), DAY).title

    assert title == Text("“{registers}”不在这里的牌照名录上", title.en)


def test_each_number_read_from_a_picture_stands_beside_its_piece() -> None:
    words = "借款合同 借款金额 10000 元，期限 12 个月，每期应还 900 元。"
    document = read(words.encode(), "photo.txt")
    start = words.index("10000")
    number = Recognised(start, start + 5, 0.914, (0.0, 0.0, 9.0, 9.0), b"\x89PNG")
    seen = replace(document, recognised=(number,))
    page = answer_page(audit((seen,), as_of=DAY), (seen,), Standing("", ()), DAY, "/check")

    [one] = page.seen
    assert one.words == "10000"
    assert one.sure == 91
    assert one.picture == "data:image/png;base64,iVBORw=="
