"""The road through the API: handed in, decided, read, completed, taken back, and every refusal."""

from __future__ import annotations

from typing import Any

import pytest

from scoring.model import CreditBand
from tests.underwriting.world import report_in
from tests.webapp.api.house import NAME, Api, House, contract, key_with, with_report
from workers.model import Work, WorkId
from workers.queue import job_id, open_queue, queue_of


def kinds(answer: dict[str, Any]) -> list[str]:
    return [entry["kind"] for entry in answer["evidence"]]


def test_what_is_all_at_hand_is_decided_in_the_same_request(house: House, api: Api) -> None:
    response = api.post("/applications", house.body())

    answer = response.get_json()
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/v1/applications/{answer['reference']}"
    assert (answer["state"], answer["decision"]["action"]) == ("approved", "approve")
    assert answer["decision"]["rates"]["cn-simple"] == "12.00"
    assert kinds(answer) == ["application.submitted@1", "application.decided@1"]
    assert api.get(f"/applications/{answer['reference']}").get_json() == answer


def test_a_no_comes_with_its_reasons_in_both_languages(house: House, api: Api) -> None:
    response = api.post("/applications", with_report(house, CreditBand.WEAK))

    decision = response.get_json()["decision"]
    assert (response.status_code, decision["action"]) == (201, "decline")
    assert 1 <= len(decision["reasons"]) <= 4
    assert all(one["text"]["zh"] and one["text"]["en"] for one in decision["reasons"])


def test_what_a_person_must_look_at_is_waited_for(house: House, api: Api) -> None:
    response = api.post("/applications", with_report(house, CreditBand.FAIR))

    assert response.status_code == 202
    assert response.get_json()["state"] == "in_review"


def test_without_its_credit_report_it_waits_and_is_decided_once_it_comes(
    house: House, api: Api
) -> None:
    body = house.body()
    del body["credit_report"]
    response = api.post("/applications", body)
    waiting = response.get_json()
    assert (response.status_code, waiting["state"], waiting["decision"]) == (202, "waiting", None)

    path = f"/applications/{waiting['reference']}/credit-report"
    report = {"credit_report": report_in(CreditBand.STRONG)}
    decided = api.post(path, report)
    assert (decided.status_code, decided.get_json()["state"]) == (200, "approved")

    again = api.post(path, report)
    assert (again.status_code, again.get_json()["code"]) == (409, "conflict")


def test_without_consent_it_pauses_and_goes_on_with_the_yes(house: House, api: Api) -> None:
    paused = api.post("/applications", {**house.body(), "consents": []})
    answer = paused.get_json()
    assert (paused.status_code, answer["state"]) == (202, "paused")
    assert answer["paused_for"] == "bureau.query"
    assert answer["decision"]["reasons"][0]["source"] == "permission"

    path = f"/applications/{answer['reference']}/consents"
    going_on = api.post(path, {"consents": house.consents("bureau.query", "marketing.own")})
    assert (going_on.status_code, going_on.get_json()["state"]) == (200, "approved")


def test_a_withdrawal_pauses_what_waits_and_declines_nothing(house: House, api: Api) -> None:
    body = house.body()
    del body["credit_report"]
    reference = api.post("/applications", body).get_json()["reference"]

    response = api.post(f"/applications/{reference}/withdrawals", {"purpose": "bureau.query"})
    answer = response.get_json()
    assert (response.status_code, answer["state"]) == (200, "paused")
    assert "application.paused@1" in kinds(answer)

    refused = api.post(
        f"/applications/{reference}/credit-report",
        {"credit_report": report_in(CreditBand.STRONG)},
    )
    problem = refused.get_json()
    assert (refused.status_code, problem["reason"], problem["purpose"]) == (
        403,
        "WITHDRAWN",
        "bureau.query",
    )


def test_what_rests_on_law_cannot_be_taken_back(house: House, api: Api) -> None:
    reference = house.apply()["reference"]
    response = api.post(f"/applications/{reference}/withdrawals", {"purpose": "fraud.prevention"})
    assert (response.status_code, response.get_json()["pointer"]) == (422, "/purpose")


def test_a_notice_that_changed_since_stops_the_application_whole(house: House, api: Api) -> None:
    before = house.count("applications"), house.count("subjects"), house.count("grants")
    good = house.consents("bureau.query")[0]
    stale = {"purpose": "marketing.own", "notice_sha256": "0" * 64}

    response = api.post("/applications", {**house.body(), "consents": [good, stale]})

    assert response.status_code == 409
    after = house.count("applications"), house.count("subjects"), house.count("grants")
    assert after == before


def test_applications_are_listed_page_by_page(house: House, api: Api) -> None:
    references = [house.apply()["reference"] for _ in range(5)]

    found: list[str] = []
    cursor = ""
    while True:
        page = api.get(f"/applications?limit=2{cursor}").get_json()
        found += [one["reference"] for one in page["items"]]
        if page["next_cursor"] is None or len(found) >= 6:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert found[:5] == references[::-1]
    assert len(set(found)) == len(found)


def test_a_list_can_be_of_one_state(house: House, api: Api) -> None:
    body = house.body()
    del body["credit_report"]
    reference = api.post("/applications", body).get_json()["reference"]

    page = api.get("/applications?state=waiting&limit=200").get_json()

    assert reference in [one["reference"] for one in page["items"]]
    assert {one["state"] for one in page["items"]} == {"waiting"}


def test_a_contract_that_comes_along_is_audited_apart_and_once(house: House, api: Api) -> None:
    answer = house.apply(contract=contract())
    reference = answer["reference"]
    path = f"/applications/{reference}/contract-audit"
    assert answer["contract"]["audited_at"] is None
    waiting = api.get(path).get_json()
    assert (waiting["audit"], waiting["sha256"]) == (None, answer["contract"]["sha256"])

    first = api.post(path)
    second = api.post(path)

    assert first.status_code == 201
    assert second.get_json()["audited_at"] == first.get_json()["audited_at"]
    audit = api.get(path).get_json()["audit"]
    assert {"package", "terms", "rates", "findings", "cost_statement"} <= set(audit)
    assert any(finding["id"] == "A02" for finding in audit["findings"])
    told = kinds(api.get(f"/applications/{reference}").get_json())
    assert told.count("contract.audited@1") == 1


def test_the_bell_is_rung_for_the_audit_of_a_contract(
    house: House, api: Api, redis_url: str
) -> None:
    reference = house.apply(contract=contract())["reference"]
    waiting = WorkId(house.world.lender, reference)
    with open_queue(redis_url) as server:
        jobs = queue_of(server, "documents").job_ids
    assert job_id(Work.AUDIT_CONTRACT, waiting) in jobs


def test_without_a_contract_there_is_no_audit(house: House, api: Api) -> None:
    reference = house.apply()["reference"]
    assert api.get(f"/applications/{reference}/contract-audit").status_code == 404
    assert api.post(f"/applications/{reference}/contract-audit").status_code == 404


def test_offers_and_notices_are_the_lender_s_own(house: House, api: Api) -> None:
    offers = {one["code"]: one for one in api.get("/offers").get_json()["items"]}
    assert offers[house.offer.code]["amount_max"] == "50000.00"
    assert house.other().get("/offers").get_json()["items"] == []

    notices = {one["purpose"]: one for one in api.get("/notices").get_json()["items"]}
    assert notices["bureau.query"]["sha256"] == house.consents("bureau.query")[0]["notice_sha256"]
    assert notices["bureau.query"]["needs_consent"]
    assert notices["bureau.query"]["text"]["zh"]
    others = {one["purpose"]: one for one in house.other().get("/notices").get_json()["items"]}
    assert others["bureau.query"]["sha256"] != notices["bureau.query"]["sha256"]


# -- refusals


REFUSED: list[tuple[str, dict[str, object], int, str]] = [
    ("/amount", {"amount": "12 000"}, 422, "/amount"),
    ("/amount", {"amount": 12000}, 422, "/amount"),
    ("/amount", {"amount": "99.00"}, 422, "/amount"),
    ("/months", {"months": 24}, 422, "/months"),
    ("/months", {"months": "12"}, 422, "/months"),
    ("offer", {"offer": "no-such-offer"}, 404, ""),
    ("language", {"language": "fr"}, 422, "/language"),
    ("more", {"colour": "red"}, 422, ""),
    ("purpose", {"consents": [{"purpose": "fraud.prevention", "notice_sha256": "0" * 64}]}, 422,
     "/consents/0/purpose"),
    ("hash", {"consents": [{"purpose": "bureau.query", "notice_sha256": "x"}]}, 422,
     "/consents/0/notice_sha256"),
    ("report", {"credit_report": {"UNKNOWN_COLUMN": 1}}, 422, "/credit_report"),
    ("report name", {"credit_report": {"张三 11010119900307867X": 1}}, 422, "/credit_report"),
    ("report value", {"credit_report": {"LIMIT_BAL": 1e300}}, 422, "/credit_report/LIMIT_BAL"),
    ("base64", {"contract": {"name": "a.txt", "content_base64": "***"}}, 422,
     "/contract/content_base64"),
    ("file name", {"contract": {"name": "../a\u0000", "content_base64": "YQ=="}}, 422,
     "/contract/name"),
    ("null", {"contract": []}, 422, "/contract"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "status", "pointer"), [row[1:] for row in REFUSED])
def test_what_does_not_fit_is_one_line_with_its_place_and_keeps_nothing(
    house: House, api: Api, changes: dict[str, object], status: int, pointer: str
) -> None:
    before = house.count("applications"), house.count("idempotency_keys")
    response = api.post("/applications", house.body(**changes))

    problem = response.get_json()
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert problem.get("pointer", "") == pointer
    assert "\n" not in problem["detail"]
    assert (house.count("applications"), house.count("idempotency_keys")) == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "张"),
        ("name", "王\ud83d"),
        ("name", 3),
        ("id_number", "11010119900307867"),
        ("id_number", "１１０１０１１９９００３０７８６７X"),
        ("phone", "+8613900000000"),
        ("monthly_income", "-1"),
        ("monthly_income", "1e3"),
        ("use", ""),
        ("note", "x" * 2001),
        ("device", "a\u0000b"),
        ("nickname", "老王"),
    ],
)
def test_nothing_of_an_applicant_s_data_is_repeated(
    house: House, api: Api, field: str, value: object
) -> None:
    body = house.body()
    body["applicant"][field] = value

    response = api.post("/applications", body)

    text = response.get_data(as_text=True)
    expected = "/applicant" if field == "nickname" else f"/applicant/{field}"
    if value == "王\ud83d":  # half of a pair is no JSON text at all
        assert response.status_code == 400
    else:
        assert (response.status_code, response.get_json()["pointer"]) == (422, expected)
    for secret in (NAME, body["applicant"]["id_number"], body["applicant"]["phone"]):
        assert str(secret) not in text
    assert not (isinstance(value, str) and value.strip() and value in text)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400, "bad-request"),
        ({"data": b"", "content_type": "application/json"}, 400, "bad-request"),
        ({"data": b"\xff\xfe", "content_type": "application/json"}, 400, "bad-request"),
        ({"data": b"[" * 100_000, "content_type": "application/json"}, 400, "bad-request"),
        ({"data": b"[]", "content_type": "application/json"}, 422, "invalid-input"),
        ({"data": b"null", "content_type": "application/json"}, 422, "invalid-input"),
        ({"data": b"a=b", "content_type": "text/plain"}, 415, "unsupported-media-type"),
        ({"data": {"a": "b"}}, 415, "unsupported-media-type"),
    ],
)
def test_what_is_no_json_object_is_refused(api: Api, sent, status: int, code: str) -> None:
    response = api.post("/applications", **sent)
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert response.content_type == "application/problem+json"


def test_a_huge_body_is_refused_before_it_is_read(api: Api) -> None:
    for path, size in (("/applications", 22 << 20), ("/pii/scan", 2 << 20), ("/rates", 2 << 20)):
        response = api.post(path, data=b" " * size, content_type="application/json")
        assert response.status_code == 413
        assert response.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=x", "state=lost", "cursor=%00", "cursor=abc", "page=2", "limit=1&limit=2"],
)
def test_a_query_that_does_not_fit_is_refused(api: Api, query: str) -> None:
    response = api.get(f"/applications?{query}")
    assert response.status_code == 422
    assert response.get_json().get("pointer", "") in ("", f"/{query.partition('=')[0]}")


@pytest.mark.parametrize(
    "reference", ["A-0000000000000000", "x", "%00", "a%20b", "A" * 100, "..%2f"]
)
def test_what_is_no_reference_is_not_found(api: Api, reference: str) -> None:
    response = api.get(f"/applications/{reference}")
    assert response.status_code == 404
    assert response.content_type == "application/problem+json"


def test_no_key_and_an_unknown_key_are_401_and_say_how(house: House) -> None:
    for headers in ({}, {"Authorization": "Bearer ck_nobody"}, {"Authorization": "Basic eDp5"}):
        response = house.app.test_client().get("/api/v1/applications", headers=headers)
        assert response.status_code == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"
        assert response.content_type == "application/problem+json"


def test_a_key_without_the_scope_is_403(house: House) -> None:
    contracts_only, figures = (
        key_with(house, "contracts"),
        key_with(house, "figures", organisation=house.world.regulator),
    )
    for system in (contracts_only, figures):
        assert system.get("/applications").status_code == 403
        assert system.post("/applications", house.body()).status_code == 403
    assert figures.get("/offers").status_code == 403
    submitter = key_with(house, "applications")
    assert submitter.post("/contracts/audit", {"files": [contract()]}).status_code == 403


def test_other_methods_are_405_and_say_which(api: Api) -> None:
    response = api.client.delete("/api/v1/applications")
    assert (response.status_code, response.content_type) == (405, "application/problem+json")
    assert "POST" in response.headers["Allow"]


def test_the_lender_fetches_the_notice_it_is_to_deliver(house: House, api: Api) -> None:
    reference = api.post("/applications", with_report(house, CreditBand.WEAK)).get_json()[
        "reference"
    ]
    assert api.get(f"/applications/{reference}/notices").get_json() == {"items": []}
    house.tell()
    [notice] = api.get(f"/applications/{reference}/notices").get_json()["items"]
    assert notice["kind"] in {"adverse_action", "referral"}
    assert notice["delivered_by"] == "lender"
    assert reference in notice["text"]["zh"]
    assert reference in notice["text"]["en"]
    assert house.other().get(f"/applications/{reference}/notices").status_code == 404
