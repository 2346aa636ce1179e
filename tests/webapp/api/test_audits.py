"""Audits over REST: taken in at once, done by a job, told as they stand; each limit one line."""

from __future__ import annotations

import io
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from contracts.auditing import run_audit
from core.dates import now
from tests.webapp.api.house import CONTRACT, Api, House, contract, key_with, with_headers

MEGABYTE = 1 << 20
JSON = "application/json"


def form(*texts: str) -> dict[str, Any]:
    words = texts or (CONTRACT,)
    files = [(io.BytesIO(one.encode()), f"{number}.txt") for number, one in enumerate(words)]
    return {"file": files, "jurisdiction": "cn"}


def work_off(house: House, reference: str) -> None:
    """What a worker does with the job that was rung for."""
    run_audit(house.world.database, house.world.machine(""), reference, now())


def test_a_package_is_taken_in_done_and_read(house: House, api: Api) -> None:
    taken = api.post("/audits", data=form())
    answer = taken.get_json()
    assert (taken.status_code, answer["state"]) == (202, "queued")
    assert answer["progress"] == {"stage": "waiting", "done": 0, "total": 2}
    assert taken.headers["Location"] == f"/api/v1/audits/{answer['reference']}"
    assert answer["result"] is None

    work_off(house, answer["reference"])

    done = api.get(f"/audits/{answer['reference']}").get_json()
    assert (done["state"], done["progress"]["done"], done["problem"]) == ("done", 2, None)
    found = {finding["id"]: finding for finding in done["result"]["findings"]}
    quote = found["A02"]["evidence"][0]
    assert CONTRACT[quote["start"] : quote["end"]] == quote["quote"]


def test_json_is_taken_too(house: House, api: Api) -> None:
    taken = api.post("/audits", {"files": [contract()], "as_of": "2026-01-10"})
    assert taken.status_code == 202
    work_off(house, taken.get_json()["reference"])
    assert api.get(taken.headers["Location"].removeprefix("/api/v1")).json["state"] == "done"


def test_the_same_key_is_the_same_audit_whatever_the_boundary(house: House, api: Api) -> None:
    before, key = house.count("audit_jobs"), str(uuid4())
    first, second = (api.post("/audits", key=key, data=form()) for _ in range(2))
    assert first.get_json() == second.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"
    assert house.count("audit_jobs") == before + 1
    other = api.post("/audits", key=key, data=form(CONTRACT, "another"))
    assert (other.status_code, other.get_json()["code"]) == (422, "key-reused")


def test_a_file_that_fails_is_told_by_its_place_without_a_word_of_it(
    house: House, api: Api
) -> None:
    broken = {"name": "张三的合同.pdf", "content_base64": "JVBERi0xLjQ="}
    reference = api.post("/audits", {"files": [contract(), broken]}).get_json()["reference"]
    work_off(house, reference)
    response = api.get(f"/audits/{reference}")
    answer = response.get_json()
    assert (answer["state"], answer["result"]) == ("failed", None)
    assert answer["problem"]["pointer"] == "/files/1"
    assert "张三" not in response.get_data(as_text=True)


def test_the_report_is_had_by_accept_in_the_language_asked_for(house: House, api: Api) -> None:
    reference = api.post("/audits", data=form()).get_json()["reference"]
    page = with_headers(api, Accept="text/html", **{"Accept-Language": "en"})
    waiting = page.get(f"/audits/{reference}")
    assert (waiting.status_code, waiting.content_type) == (409, "application/problem+json")

    work_off(house, reference)

    shown = page.get(f"/audits/{reference}")
    assert (shown.status_code, shown.mimetype) == (200, "text/html")
    assert shown.headers["Content-Disposition"].startswith('attachment; filename="R-')
    assert '<html lang="en">' in shown.get_data(as_text=True)
    pdf = with_headers(api, Accept="application/pdf").get(f"/audits/{reference}")
    assert (pdf.mimetype, pdf.get_data()[:5]) == ("application/pdf", b"%PDF-")
    assert with_headers(api, Accept="*/*").get(f"/audits/{reference}").mimetype == JSON


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"files": []}, "/files"),
        ({"files": [contract()] * 11}, "/files"),
        ({"files": [contract(), {"name": "a.exe", "content_base64": "TVqQ"}]}, None),
        ({"files": [contract()], "as_of": "yesterday"}, "/as_of"),
        ({"files": [contract()], "jurisdiction": "xx"}, "/jurisdiction"),
        ({"files": [contract()], "lender_type": "shark"}, "/lender_type"),
    ],
)
def test_what_does_not_fit_is_one_problem(api: Api, body: Any, pointer: str | None) -> None:
    response = api.post("/audits", body)
    answer = response.get_json()
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert answer["pointer"] == (pointer or "/files/1/content_base64")
    assert "\n" not in answer["detail"]


def test_too_many_files_of_a_form_are_one_problem(api: Api) -> None:
    response = api.post("/audits", data=form(*[CONTRACT] * 11))
    assert (response.status_code, response.get_json()["pointer"]) == (422, "/file")


def test_a_form_with_too_much_beside_its_files_is_one_problem(api: Api) -> None:
    for fields in ({f"f{number}": "1" for number in range(300)}, {"as_of": "x" * 600_000}):
        head = "--b\r\nContent-Disposition: form-data; name="
        parts = [f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
        sent = f"{''.join(parts)}--b--\r\n".encode()
        response = api.post("/audits", data=sent, content_type="multipart/form-data; boundary=b")
        assert response.status_code == 413
        assert "at most 200 parts" in response.get_json()["detail"]
    response = api.post("/audits", data=b"x" * (22 << 20), content_type=JSON)
    assert (response.status_code, response.get_json()["detail"]) == (
        413,
        "expected a body of at most 21 MB, found a larger one",
    )


def test_a_key_a_scope_and_an_idempotency_key_are_needed(house: House, api: Api) -> None:
    assert house.client("").post("/audits", data=form()).status_code == 401
    assert key_with(house, "applications").post("/audits", data=form()).status_code == 403
    assert api.post("/audits", key="", data=form()).status_code == 400


def test_no_date_of_a_rate_problem_is_repeated(api: Api) -> None:
    flow = {"amount": "1000.00"}
    for date in ("geboren 1990-02-31", "1990-02-31"):
        response = api.post(
            "/rates", {"advances": [{**flow, "date": date}], "payments": [{**flow, "date": date}]}
        )
        answer = response.get_json()
        assert (response.status_code, answer["pointer"]) == (422, "/advances/0/date")
        assert "1990" not in response.get_data(as_text=True)
        assert f"a text of {len(date)} characters" in answer["detail"]
    response = api.post("/rates", {"standard": "my secret", "advances": [flow], "payments": [flow]})
    assert "secret" not in response.get_data(as_text=True)


# -- through a real server, which hangs up on a client that still sends


SERVER = """
import sys
from flask import Flask, request
from webapp import errors
app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 2 << 20
errors.install(app)
@app.post("/api/v1/take")
def take():
    return {"bytes": len(request.get_data())}
"""


@pytest.fixture
def gunicorn(tmp_path: Path) -> Iterator[Callable[[], HTTPConnection]]:
    (tmp_path / "served.py").write_text(SERVER)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        command = (sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "2", "-b")
        arguments = (f"fd://{listening.fileno()}", "--pythonpath", str(tmp_path), "served:app")
        server = subprocess.Popen(
            (*command, *arguments, "--no-control-socket"),
            cwd=Path(__file__).parents[3],
            pass_fds=(listening.fileno(),),
            stderr=subprocess.DEVNULL,
        )
        yield lambda: HTTPConnection("127.0.0.1", listening.getsockname()[1], timeout=60)
        server.terminate()
        server.wait(30)


def test_a_body_that_is_too_large_is_answered_instead_of_cut_off(
    gunicorn: Callable[[], HTTPConnection],
) -> None:
    for megabytes, status in ((1, 200), (40, 413)):
        connection = gunicorn()
        connection.request("POST", "/api/v1/take", b"x" * (megabytes * MEGABYTE))
        response = connection.getresponse()
        assert response.status == status
        words = response.read().decode()
        connection.close()
        assert status == 200 or "at most 2 MB" in words
