"""Nothing is sent into a private network, whatever a recipient's name leads to."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from consent.delivery.addresses import (
    ForbiddenAddress,
    check_endpoint,
    is_public,
    place_of_endpoint,
)
from core.errors import InvalidInput

PRIVATE = [
    *("127.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::"),
    *("fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2001:db8::1"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::", "2002:a9fe:a9fe::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_of_the_open_internet_is_none(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111", "8.8.8.8"])
def test_an_address_of_the_open_internet_is_one(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_one_private_address_among_others_is_not_sent_to(address: str) -> None:
    with pytest.raises(ForbiddenAddress):
        place_of_endpoint(
            "https://recipient.example/told",
            loopback=True,
            resolve=lambda _host, _port: ["93.184.216.34", address],
        )


def test_the_message_goes_to_the_address_that_was_looked_at() -> None:
    place = place_of_endpoint(
        "https://recipient.example/told?x=1",
        loopback=False,
        resolve=lambda _host, _port: ["93.184.216.34"],
    )
    assert place.connect_to == "https://93.184.216.34:443/told?x=1"
    assert (place.authority, place.host) == ("recipient.example", "recipient.example")


BAD = [
    *("http://recipient.example/", "ftp://recipient.example/", "https://", "recipient.example"),
    *("https://user:word@recipient.example/", "https://recipient.example/#part"),
    *("https://10.0.0.1/", "https://[::1]/", "https://localhost/", "http://127.0.0.1:9/"),
    *("https://recipient.example:0/", "https://recipient.example/\n", "https://例子.example/"),
    f"https://recipient.example/{'a' * 400}",
]


@pytest.mark.parametrize("url", BAD)
def test_an_endpoint_that_is_not_public_https_is_not_kept(url: str) -> None:
    with pytest.raises(InvalidInput):
        check_endpoint(url, loopback=False)


def test_this_machine_is_sent_to_where_a_setting_says_so_and_only_then() -> None:
    url = "http://127.0.0.1:8123/told"
    assert place_of_endpoint(url, loopback=True).connect_to == url
    with pytest.raises(InvalidInput):
        place_of_endpoint(url, loopback=False)
    with pytest.raises(ForbiddenAddress):
        place_of_endpoint(
            "http://localhost:1/", loopback=True, resolve=lambda _host, _port: ["10.0.0.1"]
        )
