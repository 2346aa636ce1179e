"""The simulation fills a house that was just founded, and sends no more than it was asked for."""

from __future__ import annotations

import random

from tests.webapp.borrower.house import Demo, served
from webapp.demo.api_keys import keys_file
from webapp.demo.traffic import fill, open_traffic


def test_a_new_house_is_filled_up_to_what_a_board_needs_and_no_further(demo: Demo) -> None:
    with served(demo.app) as address:
        traffic = open_traffic(address, keys_file(demo.settings), random.Random(7))
        before = traffic.known()
        fill(traffic, before + 12)
        came = sum(n for kind, n in traffic.counts.items() if kind.startswith("application 20"))
        assert traffic.known() == before + came
        assert came >= 12
        assert not any(kind.endswith((" 500", " 503")) for kind in traffic.counts)
        fill(traffic, before)
        assert traffic.known() == before + came
        for client in traffic.clients.values():
            client.close()


def test_where_nobody_answers_it_is_counted_and_not_raised(demo: Demo) -> None:
    traffic = open_traffic("http://127.0.0.1:9", keys_file(demo.settings), random.Random(7))
    fill(traffic, 3)
    assert traffic.counts == {"no answer": 1}
