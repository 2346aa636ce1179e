"""Contracts, rates, personal data, evidence, vital signs; and what no door may ever tell."""

from __future__ import annotations

import base64
import io
import json
import logging
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from evidence import proof
from tests.webapp.api.house import CONTRACT, NAME, Api, House, build_house, contract
from webapp.errors import STATUS

PHONE = "13912345678"


def test_a_contract_is_checked_and_nothing_kept(house: House, api: Api) -> None:
    before = house.count("idempotency_keys")
    response = api.post("/contracts/audit", {"files": [contract()], "jurisdiction": "cn"})

    audit = response.get_json()
    assert response.status_code == 200
    assert audit["package"]["jurisdiction"] == "cn"
    found = {finding["id"]: finding for finding in audit["findings"]}
    assert "A02" in found
    quote = found["A02"]["evidence"][0]
    assert CONTRACT[quote["start"] : quote["end"]] == quote["quote"]
    assert house.count("idempotency_keys") == before


def test_a_contract_may_come_as_a_form_with_files(api: Api) -> None:
    files = [(io.BytesIO(CONTRACT.encode()), "合同.txt"), (io.BytesIO("# 附件".encode()), "b.md")]
    response = api.post("/contracts/audit", data={"file": files, "as_of": "2026-01-10"})

    assert response.status_code == 200
    assert len(response.get_json()["package"]["files"]) == 2


@pytest.mark.parametrize(
    ("files", "pointer"),
    [
        ([], "/files"),
        ([{"name": "a.pdf", "content_base64": "JVBERi0xLjQ="}], "/files/0/content_base64"),
        ([{"name": "a.exe", "content_base64": "TVqQ"}], "/files/0/content_base64"),
        ([contract(), {"name": "b.txt", "content_base64": "IA=="}], "/files/1/content_base64"),
        ([contract()] * 11, "/files"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_by_its_place(
    api: Api, files: list[Any], pointer: str
) -> None:
    response = api.post("/contracts/audit", {"files": files})
    assert (response.status_code, response.get_json()["pointer"]) == (422, pointer)


def test_a_form_without_a_file_or_with_a_wrong_field_is_refused(api: Api) -> None:
    empty = api.post("/contracts/audit", data={"as_of": "2026-01-10"})
    assert empty.status_code in {415, 422}
    file = (io.BytesIO(CONTRACT.encode()), "a.txt")
    wrong = api.post("/contracts/audit", data={"file": file, "as_of": "yesterday"})
    assert (wrong.status_code, wrong.get_json()["pointer"]) == (422, "/as_of")


def test_rates_are_those_of_the_command(api: Api) -> None:
    problem = {
        "id": "x1",
        "standard": "us-appendix-j",
        "advances": [{"date": "2025-01-10", "amount": "9700.00"}],
        "payments": [
            {"date": "2025-02-25", "amount": "900.00", "count": 12, "every": {"months": 1}}
        ],
    }
    response = api.post("/rates", problem)

    answer = response.get_json()
    assert (response.status_code, answer["id"]) == (200, "x1")
    [result] = answer["results"]
    assert result["standard"] == "us-appendix-j"
    assert result["certificate"] is not None
    assert {
        one["standard"]
        for one in api.post("/rates", {**problem, "standard": "all"}).json["results"]
    } > {"cn-irr"}


def test_a_problem_s_place_is_named(api: Api) -> None:
    response = api.post("/rates", {"advances": [{"date": "x", "amount": 1}], "payments": []})
    assert response.status_code == 422
    assert response.get_json()["pointer"] in {"/payments", "/advances/0/date"}


@pytest.mark.parametrize("text", ['{"a": NaN}', '{"a": 1', "1" * 5000, "[[" * 50_000])
def test_what_is_no_json_is_refused_here_too(api: Api, text: str) -> None:
    response = api.post("/rates", data=text, content_type="application/json")
    assert response.status_code in {400, 422}
    assert response.content_type == "application/problem+json"


def test_personal_data_is_found_and_not_repeated(api: Api) -> None:
    response = api.post("/pii/scan", {"id": "7", "text": f"手机号：{PHONE}"})
    answer = response.get_json()
    assert (answer["id"], [span["label"] for span in answer["spans"]]) == ("7", ["PHONE"])
    assert PHONE not in response.get_data(as_text=True)


def test_an_entry_has_a_proof_once_it_is_sealed(house: House, api: Api) -> None:
    reference = house.apply()["reference"]
    entry = api.get(f"/applications/{reference}").get_json()["evidence"][-1]
    assert not entry["sealed"]
    assert api.get(f"/evidence/{entry['id']}/proof").status_code == 404

    house.seal()

    response = api.get(f"/evidence/{entry['id']}/proof")
    assert (response.status_code, response.mimetype) == (200, "text/plain")
    found = proof.read(response.get_data(as_text=True))
    keys = house.desk.keys(origin(found.note)).public()
    proof.check(found, keys)
    assert api.get(f"/applications/{reference}").get_json()["evidence"][-1]["sealed"]
    assert api.get("/evidence/checkpoint").get_data(as_text=True) == found.note


def origin(note: str) -> str:
    return note.partition("\n")[0]


def test_a_log_that_has_not_begun_has_no_checkpoint(house: House) -> None:
    assert house.other().get("/evidence/checkpoint").status_code == 404


def test_ready_is_what_has_its_database_and_its_queue(house: House, tmp_path: Path) -> None:
    assert house.app.test_client().get("/readyz").get_json() == {"database": "ok", "queue": "ok"}
    lost = build_house(house.world, "unix:///nowhere/at/all.sock", tmp_path)
    response = lost.app.test_client().get("/readyz")
    assert response.status_code == 503
    assert response.get_json() == {"database": "ok", "queue": "missing"}


def test_figures_name_routes_never_paths(house: House, api: Api) -> None:
    reference = house.apply()["reference"]
    api.get(f"/applications/{reference}")
    api.client.open("/nowhere/at/all", method="BREW")

    response = api.client.get("/metrics")

    text = response.get_data(as_text=True)
    assert response.content_type.startswith("text/plain")
    route = "/api/v1/applications/<reference>"
    assert f'candor_http_requests_total{{method="GET",route="{route}",status="200"}}' in text
    assert "candor_http_request_seconds_bucket" in text
    assert reference not in text
    assert "BREW" not in text
    assert "nowhere" not in text


# -- what no door may tell


def everything_about(house: House) -> tuple[str, str]:
    answer = house.apply(contract=contract())
    house.seal()
    return answer["reference"], answer["evidence"][0]["id"]


def test_the_other_lender_finds_nothing_of_ours(house: House) -> None:
    reference, entry = everything_about(house)
    other, ours = house.other(), house.client()
    audit = ours.post("/audits", {"files": [contract()]}).get_json()["reference"]
    report = {"credit_report": house.body()["credit_report"]}
    consents = {"consents": house.consents("bureau.query")}
    crawled = set[str]()
    for path in (
        f"/applications/{reference}",
        f"/applications/{reference}/contract-audit",
        f"/applications/{reference}/notices",
        f"/evidence/{entry}/proof",
        f"/audits/{audit}",
    ):
        assert ours.get(path).status_code == 200, path
        assert other.get(path).status_code == 404, path
        crawled.add(f"get {template(path.replace(audit, '{ref}'), reference, entry)}")
    for path, body in (
        (f"/applications/{reference}/credit-report", report),
        (f"/applications/{reference}/consents", consents),
        (f"/applications/{reference}/withdrawals", {"purpose": "bureau.query"}),
        (f"/applications/{reference}/contract-audit", {}),
        ("/applications", house.body()),
    ):
        response = other.post(path, body)
        assert response.status_code == 404, path
        assert reference not in response.get_data(as_text=True)
        crawled.add(f"post {template(path, reference, entry)}")
    assert other.get("/applications").get_json()["items"] == []
    assert ours.get(f"/applications/{reference}").get_json()["state"] == "approved"

    # A recipient's doors open to its own signature alone (test_deliveries), to no lender's key.
    for what in ("acknowledgements", "deletions"):
        assert other.post(f"/deliveries/{uuid4()}/{what}", {}).status_code == 403
        crawled.add(f"post /deliveries/{{delivery_id}}/{what}")

    described = ours.get("/openapi.json").get_json()["paths"]
    with_something_of_ours = {
        f"{method} {path.removeprefix('/api/v1')}"
        for path, operations in described.items()
        for method in operations
        if "{" in path or (method, path) == ("post", "/api/v1/applications")
    }
    assert crawled == with_something_of_ours


def template(path: str, reference: str, entry: str) -> str:
    return path.replace(reference, "{reference}").replace(entry, "{entry_id}")


def test_every_operation_and_every_error_is_described(house: House) -> None:
    document = house.app.test_client().get("/api/v1/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    routed = {
        (
            method.lower(),
            rule.rule.replace("<uuid:entry_id>", "{entry_id}")
            .replace("<uuid:delivery_id>", "{delivery_id}")
            .replace("<reference>", "{reference}")
            .replace("<ref>", "{ref}"),
        )
        for rule in house.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.rule != "/api/v1/openapi.json"
        for method in rule.methods or ()
        if method in {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }
    described = {(method, path) for path, found in document["paths"].items() for method in found}
    assert described == routed
    for path, found in document["paths"].items():
        for method, operation in found.items():
            assert operation["summary"], path
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    [(kind, content)] = answer["content"].items()
                    assert kind == "application/problem+json"
                    assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            if method == "post":
                assert "Idempotency-Key" in [one["name"] for one in operation["parameters"]]
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in document["components"]["schemas"]


def test_the_status_table_has_no_fault_of_the_one_who_asks_above_499() -> None:
    ours = {"LogBroken", "SealBroken", "ServiceMissing"}
    for refusal, status in STATUS.items():
        assert (status >= 500) == (refusal.__name__ in ours)


def test_no_log_line_and_no_problem_tells_who_applies(
    house: House, api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    body = house.body()
    who = body["applicant"]
    secrets = (NAME, who["id_number"], who["phone"], who["device"])
    told: list[str] = []
    with caplog.at_level(logging.DEBUG):
        one = str(uuid4())
        for changed in (
            body,
            {**body, "months": 13},
            {**body, "amount": "7"},
            {**body, "offer": who["phone"]},
            {**body, "consents": [{"purpose": "bureau.query", "notice_sha256": "0" * 64}]},
            {**body, "applicant": {**who, "phone": f"{who['phone']}0"}},
            {**body, "applicant": {**who, "id_number": f"{who['id_number']}0"}},
            {**body, "applicant": {**who, "name": [NAME]}},
            {**body, who["phone"]: 1},
            {**body, "credit_report": {who["id_number"]: 1}},
            {**body, "contract": {"name": f"{NAME}.exe", "content_base64": "TVqQ"}},
        ):
            told.append(api.post("/applications", changed, one).get_data(as_text=True))
        data = json.dumps(body).encode()[:-1]
        told.append(
            api.post("/applications", data=data, content_type="application/json").get_data(
                as_text=True
            )
        )
    text = "\n".join(told) + caplog.text + api.client.get("/metrics").get_data(as_text=True)
    for secret in secrets:
        assert secret not in text


def test_a_fault_of_ours_does_not_put_data_into_the_log(
    house: House, api: Api, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement that fails names its columns, not what was to be stored in them."""
    monkeypatch.setattr("underwriting.submission.new_reference", lambda prefix: None)
    body = house.body()

    response = api.post("/applications", body)

    assert (response.status_code, response.get_json()["code"]) == (500, "failure")
    assert "not-null" in caplog.text or "NOT NULL" in caplog.text
    for secret in body["applicant"].values():
        assert secret not in caplog.text
        assert secret not in response.get_data(as_text=True)


def test_base64_is_read_strictly(api: Api) -> None:
    for text in ("YQ", "YQ==\n", "Y Q==", "YQ==YQ==", "_-8="):
        body = {"files": [{"name": "a.txt", "content_base64": text}]}
        response = api.post("/contracts/audit", body)
        assert response.get_json()["pointer"] == "/files/0/content_base64", text
    assert base64.b64encode(b"a") == b"YQ=="
