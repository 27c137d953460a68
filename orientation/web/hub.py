"""A machine as a village's hub: its addresses in the networks it is in, found without asking anybody."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from io import StringIO

import segno

EVERYWHERE = "0.0.0.0"
# One address in each network that hotspots and home routers hand out; the machine's own address on the way there is
# read off a socket, and nothing is sent.  Source: RFC 1918; NetworkManager (10.42.0.0/24), Windows
# (192.168.137.0/24), Android (192.168.43.0/24) and Apple (172.20.10.0/28) hotspots.
_THERE = (
    *("10.42.0.254", "192.168.137.254", "192.168.43.254", "172.20.10.14"),
    *("10.255.255.254", "172.31.255.254", "192.168.255.254"),
)
_PORT = 9  # discard.  Source: RFC 863


def local_addresses() -> tuple[str, ...]:
    """Return this machine's IPv4 addresses that other machines can reach; none where it is in no network."""
    found = dict.fromkeys((*(_own_address_towards(there) for there in _THERE), *_addresses_of_name()))
    return tuple(address for address in found if address and not ipaddress.ip_address(address).is_loopback)


def _own_address_towards(there: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):  # no way there
        probe.connect((there, _PORT))  # UDP: chooses a way, sends nothing
        return str(probe.getsockname()[0])
    return ""


def _addresses_of_name() -> tuple[str, ...]:
    with suppress(OSError):  # a name that nobody knows
        return tuple(str(one[4][0]) for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    return ()


def qr_text(address: str) -> str:
    """Return an address as a QR code of block letters, for a terminal."""
    drawn = StringIO()
    segno.make(address, error="l", micro=False).terminal(out=drawn, compact=True)
    return drawn.getvalue()
