"""Which addresses a connection may be made to: the public internet's, and those configured."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from fnmatch import fnmatchcase
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from monitor.errors import UsageError
from monitor.options import Fetch
from spiders.manners import Refused, Resolve

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1
_Address = IPv4Address | IPv6Address


class Guard:
    """Turns a host into addresses that may be connected to.

    The check is made on the very address that is then connected to, on every hop, so that neither
    spelling, nor redirect, nor a second answer of the name server gets around it.

    Raises:
        UsageError: ``fetch.hosts`` or ``fetch.allow_addresses`` cannot be read.
    """

    def __init__(self, fetch: Fetch, resolve: Resolve) -> None:
        self._resolve = resolve
        self._hosts = [(pattern, *_mapping(where)) for pattern, where in fetch.hosts]
        try:
            self._allowed = [ip_network(network) for network in fetch.allow_addresses]
        except ValueError as error:
            raise UsageError("fetch.allow_addresses", str(error)) from None

    async def targets(self, host: str, port: int, secure: bool) -> list[tuple[str, int]]:
        """Return ``(address, port)`` for each address of ``host``, to be tried in this order.

        Raises:
            Refused: An address of it is not public and not allowed.
            OSError: It has none.
        """
        for pattern, address, plain_port, tls_port in self._hosts:
            if fnmatchcase(host.lower(), pattern):
                host, port = address, tls_port if secure else plain_port
                break
        addresses = await self._resolve(host)
        if not addresses:
            raise OSError(f"{host} has no address")
        for address in addresses:
            if not self._may_reach(ip_address(address)):
                raise Refused("blocked_private", f"{host} is at {address}")
        return [(address, port) for address in addresses]

    def _may_reach(self, address: _Address) -> bool:
        inner = _embedded(address)
        if any(address in network or inner in network for network in self._allowed):
            return True
        return _is_public(address) and _is_public(inner)


def _is_public(address: _Address) -> bool:
    return address.is_global and not address.is_multicast


def _embedded(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 one stands for; ``address`` itself where it is none."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _mapping(where: str) -> tuple[str, int, int]:
    """Read ``address:port`` or ``address:port/tls_port``."""
    address, _, ports = where.rpartition(":")
    plain, _, secure = ports.partition("/")
    try:
        ip_address(address.strip("[]"))
        return address.strip("[]"), int(plain), int(secure or plain)
    except ValueError:
        raise UsageError("fetch.hosts", f"{where!r} is not address:port") from None


async def resolve(host: str) -> Sequence[str]:
    """Ask the system for the addresses of ``host``.

    In a thread that dies with the process: a slow name server must neither hold up other look-ups,
    which a pool of threads would, nor the end of the crawl.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(addresses: Sequence[str] | OSError) -> None:
        if answer.done():
            return
        if isinstance(addresses, OSError):
            answer.set_exception(addresses)
        else:
            answer.set_result(addresses)

    def look_up() -> None:
        loop.call_soon_threadsafe(settle, _addresses(host))

    threading.Thread(target=look_up, daemon=True).start()
    return await answer


def _addresses(host: str) -> Sequence[str] | OSError:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        return error
    except UnicodeError:
        return OSError(f"{host} is no host name")
    return list(dict.fromkeys(str(where[0]) for *_, where in found))
