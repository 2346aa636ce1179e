"""The administrator's page: products, keys, and ending a key."""

from __future__ import annotations

import re

import pytest

from tests.webapp.lender.conftest import Town, send


def test_products_bear_their_stated_and_their_real_rate(enter) -> None:
    page = enter("sun-li").get("/shelf").text
    assert "2 个产品在售" in page
    assert re.search(r"海港现金贷.*?15\.96%.*?21\.84%", page, re.DOTALL)
    assert "磨坊" not in page


def test_a_key_is_ended_by_its_own_administrator_only(town: Town, enter) -> None:
    own = enter("sun-li")
    path = re.search(r'href="(/shelf/keys/[0-9a-f-]+/end)"', own.get("/shelf").text)[1]
    assert enter("chen-min").get(path).status_code == 403
    assert send(enter("chen-min"), path, "/").status_code == 403
    question = own.get(path).text
    assert "simulation" in question
    assert f'action="{path}"' in question
    assert send(own, path, path).headers["Location"] == "/shelf"
    assert path not in own.get("/shelf").text
    assert "已停用" in own.get("/shelf").text
    assert send(own, path, "/shelf").status_code == 404
    assert own.get(path).status_code == 404
    key_id = path.split("/")[3]
    kinds = town.rows(
        "SELECT kind FROM evidence_entries WHERE object_ref = :key ORDER BY arrival", key=key_id
    )
    assert kinds == [("key.issued@1",), ("key.revoked@1",)]


def test_a_key_of_another_lender_is_nothing_to_end(town: Town, enter) -> None:
    [(theirs,)] = town.rows(
        "SELECT k.id FROM api_keys k JOIN organisations o ON o.id = k.organisation_id"
        " WHERE o.name_en = 'Millstone Bank' LIMIT 1"
    )
    assert send(enter("sun-li"), f"/shelf/keys/{theirs}/end", "/shelf").status_code == 404


@pytest.mark.parametrize("who", ["chen-min", "zhao-lei", "wang-fang", "wu-gang"])
def test_the_shelf_is_the_administrator_s(enter, who: str) -> None:
    assert enter(who).get("/shelf").status_code == 403
