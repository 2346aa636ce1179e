"""Where messages may be sent: public addresses over HTTPS, never into a network of ours.

A recipient's address comes from a contract and is typed in by an operator; what its name leads to
is the recipient's to say, and may change between two looks. So the name is looked up once for each
message, every address it leads to has to be public, and the message goes to one of those addresses
and not to the name.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from core.errors import Forbidden, InvalidInput

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Iterable[str]]
"""Host and port to the addresses they lead to."""

_HTTPS: Final = 443
_HTTP: Final = 80
_LENGTH_MAX: Final = 400


class ForbiddenAddress(Forbidden):
    """A recipient's name leads to an address that nothing is sent to."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one message goes.

    Args:
        url: the address as the recipient gave it, which is what is signed.
        connect_to: the same with the host replaced by one of its addresses.
        authority: host and port, as the Host header has them.
        host: whose certificate is asked for.
    """

    url: str
    connect_to: str
    authority: str
    host: str


def check_endpoint(url: str, *, loopback: bool) -> str:
    """Return an endpoint as it may be kept.

    Args:
        url: as it was given.
        loopback: whether this machine itself may be meant, over plain HTTP.

    Raises:
        InvalidInput: it is no such address, or leads into a private network by its very words.
    """
    parts = _split(url)
    literal = _literal(parts.hostname or "")
    if _is_local(parts):
        if loopback:
            return url
        raise InvalidInput("an address outside of this machine", "this machine", "--endpoint")
    if parts.scheme != "https":
        raise InvalidInput("an address that begins with https://", parts.scheme[:10], "--endpoint")
    if literal is not None and not is_public(literal):
        raise InvalidInput("a public address", "one of a private network", "--endpoint")
    return url


def place_of_endpoint(url: str, *, loopback: bool, resolve: Resolve | None = None) -> Place:
    """Look an endpoint's name up and return where to send to.

    Raises:
        ForbiddenAddress: one of its addresses is not public.
        InvalidInput: it is no address that may be kept.
        OSError: the name is not known.
    """
    check_endpoint(url, loopback=loopback)
    parts = _split(url)
    host = parts.hostname or ""
    port = parts.port or (_HTTPS if parts.scheme == "https" else _HTTP)
    found = [ip_address(one.partition("%")[0]) for one in (resolve or looked_up)(host, port)]
    if not found:
        raise OSError("the name leads nowhere")
    for one in found:
        allowed = one.is_loopback if _is_local(parts) else is_public(one)
        if not allowed:
            raise ForbiddenAddress("the recipient's name leads to a private address")
    first = f"[{found[0]}]" if isinstance(found[0], IPv6Address) else str(found[0])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(url, f"{parts.scheme}://{first}:{port}{path}", parts.netloc, host)


def looked_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the machine's own resolver has them."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]) for row in rows]


def is_public(address: Address) -> bool:
    """Say whether an address, and any other that it carries, is of the open internet."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    return all(is_public(one) for one in _inside(address))


def _inside(address: Address) -> tuple[IPv4Address, ...]:
    if isinstance(address, IPv4Address):
        return ()
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    return tuple(one for one in carried if one is not None)


def _split(url: str) -> SplitResult:
    """Take an address apart.

    Raises:
        InvalidInput: it is none, or carries a name and password or a fragment.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InvalidInput("an address", "something else", "--endpoint") from None
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LENGTH_MAX
    if not plain or not parts.hostname or parts.scheme not in {"https", "http"} or port == 0:
        raise InvalidInput("an address of at most 400 characters", "something else", "--endpoint")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise InvalidInput("an address without a password or a fragment", "one", "--endpoint")
    return parts


def _is_local(parts: SplitResult) -> bool:
    literal = _literal(parts.hostname or "")
    return parts.hostname == "localhost" or (literal is not None and literal.is_loopback)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
