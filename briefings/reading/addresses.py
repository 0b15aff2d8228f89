"""Keeps fetching away from inner networks: resolves once, checks every address, dials the checked one."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

import httpcore

from briefings.errors import Refused, Unreachable

PORTS = frozenset({80, 443})

# What the standard library of 3.11 still calls global though it leads inside or nowhere; measured.
_INNER_V4 = tuple(ipaddress.IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24"))
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_INNER_V6 = tuple(
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, by a list of what is, not of what is not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        return ip in _GLOBAL_V6 and not any(ip in net for net in _INNER_V6) and ip.scope_id is None
    return (
        ip.is_global
        and not ip.is_multicast
        and not ip.is_reserved
        and not any(ip in net for net in _INNER_V4)
    )


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to public addresses at ports 80 and 443 only.

    `opened` names (address, port) pairs that are let through besides: for tests with servers of
    their own.
    """

    def __init__(self, opened: frozenset[tuple[str, int]] = frozenset()) -> None:
        self._opened = opened
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to one of the host's addresses, all of them checked first.

        Raises `Refused` for an inner address or another port, `Unreachable` for an unknown host.
        """
        addresses = await _resolve(host, port)
        for address in addresses:
            if (address, port) not in self._opened and (port not in PORTS or not is_public(address)):
                raise Refused("This address is not on the public internet, so I do not open it.")
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in addresses:
            try:
                return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - the signature is httpcore's
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never: raises `Refused`."""
        raise Refused("This address is not on the public internet, so I do not open it.")

    async def sleep(self, seconds: float) -> None:
        """Waits, as httpcore asks between tries."""
        await self._backend.sleep(seconds)


async def _resolve(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Unreachable("I could not find the site {host}.", host=host) from error
    except UnicodeError as error:
        raise Refused("This is not a web address.") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
