"""Pause and resume, the lock after a no, and the browser's own no."""

from __future__ import annotations

import json

from lxml import html

from consent.purposes import PURPOSES
from identity.demonstration import SWALLOW
from tests.webapp.borrower.house import Demo, Visitor
from tests.webapp.borrower.test_my_data import hand_in, press, switches

REST = f"/my-data/{SWALLOW}/rest"


def rests(page) -> dict[str, tuple[int, str]]:
    """The buttons beside the switches: the number among such forms, and what each does."""
    tree = html.fromstring(page.get_data(as_text=True))
    forms = [one for one in tree.forms if str(one.action).endswith("/rest")]
    return {
        form.fields["purpose"]: (number, form.fields["choice"]) for number, form in enumerate(forms)
    }


def turn(visitor: Visitor, page, purpose: str):
    """Press the button beside a switch."""
    return visitor.send(page, REST, number=rests(page)[purpose][0])


def events(demo: Demo, visitor: Visitor) -> list[tuple[object, ...]]:
    return demo.superuser(
        "SELECT e.purpose, e.kind, e.method FROM consent_events e JOIN subjects s"
        " ON s.id = e.subject_id WHERE s.person_id = :person ORDER BY e.at, e.id",
        person=visitor.access.actor_id,
    )


def test_pause_and_resume_take_one_press_each_and_the_switch_stays_given(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    given = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    assert rests(given)["marketing.own"][1] == "pause"

    paused = turn(someone, given, "marketing.own")
    words = paused.get_data(as_text=True)
    assert "“Marketing by the lender” is paused" in words
    assert rests(paused)["marketing.own"][1] == "resume"
    assert switches(paused)["marketing.own"][1] == "true"

    awake = turn(someone, paused, "marketing.own")
    assert "“Marketing by the lender” stands again" in awake.get_data(as_text=True)
    assert rests(awake)["marketing.own"][1] == "pause"

    turn(someone, awake, "marketing.own")
    stopped = press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    assert "1 use of your data has stopped" in stopped.get_data(as_text=True)


def test_both_languages_say_pause(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    page = someone.get("/my-data", language="zh").get_data(as_text=True)
    assert "暂停" in page
    assert "Pause" not in page


def test_a_paused_purpose_pauses_a_waiting_application_and_resuming_lets_it_go_on(
    demo: Demo,
) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    paused = turn(someone, someone.get("/my-data"), "bureau.query")
    assert "none is declined for it" in paused.get_data(as_text=True)
    [(state, why)] = demo.superuser(
        "SELECT a.state, a.paused_for FROM applications a JOIN subjects s ON s.id = a.subject_id"
        " WHERE s.person_id = :person",
        person=someone.access.actor_id,
    )
    assert (state, why) == ("paused", "bureau.query")

    awake = turn(someone, paused, "bureau.query")
    assert "The application goes on" in awake.get_data(as_text=True)
    [(state,)] = demo.superuser(
        "SELECT a.state FROM applications a JOIN subjects s ON s.id = a.subject_id"
        " WHERE s.person_id = :person",
        person=someone.access.actor_id,
    )
    assert state == "waiting"


def test_a_clear_no_is_not_asked_again_and_the_switch_stays_theirs(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone, **{"consent.bank_data.pull_once": "no"})
    assert "You said no, so you are not asked again" in someone.get("/my-data").get_data(
        as_text=True
    )
    hand_in_without = someone.get("/apply")
    assert hand_in_without.status_code == 200
    given = press(someone, someone.get("/my-data"), SWALLOW, "bank_data.pull_once")
    assert switches(given)["bank_data.pull_once"][1] == "true"
    said = [row for row in events(demo, someone) if row[0] == "bank_data.pull_once"]
    assert [kind for _, kind, _ in said] == ["refused", "granted"]


def test_the_browsers_signal_says_no_once_and_a_later_yes_stands(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")

    for value in ("0", "true", ""):
        someone.client.get("/my-data", headers={"Sec-GPC": value})
    assert not any(method == "gpc" for _, _, method in events(demo, someone))

    for _ in range(3):
        someone.client.get("/my-data", headers={"Sec-GPC": "1"})
    told = [row for row in events(demo, someone) if row[1:] == ("refused", "gpc")]
    assert sorted(str(code) for code, _, _ in told) == sorted(
        one.code for one in PURPOSES if one.gpc
    )
    assert ("marketing.own", "withdrawn", "gpc") in events(demo, someone)
    page = someone.get("/my-data")
    assert switches(page)["marketing.own"][1] == "false"

    given = press(someone, page, SWALLOW, "marketing.own")
    assert switches(given)["marketing.own"][1] == "true"
    someone.client.get("/my-data", headers={"Sec-GPC": "1"})
    assert switches(someone.get("/my-data"))["marketing.own"][1] == "true"


def test_the_site_says_that_it_heeds_the_signal(demo: Demo) -> None:
    answer = demo.app.test_client().get("/.well-known/gpc.json")
    assert answer.mimetype == "application/json"
    assert json.loads(answer.data)["gpc"] is True


def test_a_yes_whose_notice_changed_is_still_taken_back_by_one_press(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    demo.superuser(
        "UPDATE grants SET stale_at = now() FROM subjects s WHERE s.id = grants.subject_id"
        " AND s.person_id = :person AND purpose = 'bureau.query'",
        person=someone.access.actor_id,
    )
    page = someone.get("/my-data")
    tree = html.fromstring(page.get_data(as_text=True))
    forms = [one for one in tree.forms if str(one.action).endswith("/switch")]
    [number] = [
        place
        for place, form in enumerate(forms)
        if dict(form.form_values()).get("choice") == "off"
        and form.fields["purpose"] == "bureau.query"
    ]
    stopped = someone.send(page, f"/my-data/{SWALLOW}/switch", number=number)
    assert "1 use of your data has stopped" in stopped.get_data(as_text=True)
    assert events(demo, someone)[-1] == ("bureau.query", "withdrawn", "page")


def test_what_rests_by_a_restriction_is_not_shown_as_off_and_can_be_taken_back(demo: Demo) -> None:
    someone = demo.visitor()
    hand_in(demo, someone)
    press(someone, someone.get("/my-data"), SWALLOW, "marketing.own")
    demo.superuser(
        "INSERT INTO processing_limits SELECT s.organisation_id, gen_random_uuid(), s.id,"
        " 'restricted', gen_random_uuid(), now() FROM subjects s WHERE s.person_id = :person",
        person=someone.access.actor_id,
    )
    page = someone.get("/my-data")
    assert switches(page)["marketing.own"][1] == "true"
    assert "marketing.own" not in rests(page)
    stopped = press(someone, page, SWALLOW, "marketing.own")
    assert "1 use of your data has stopped" in stopped.get_data(as_text=True)
    assert switches(someone.get("/my-data"))["marketing.own"][1] == "false"
