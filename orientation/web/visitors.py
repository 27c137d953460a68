"""Who asks, as far as bounds need it: an address, kept in memory alone."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from flask import request


def visitor() -> str:
    """Return who sends this request, for a bound; behind proxies it is as ORIENTATION_PROXIES lets them say."""
    return visitor_of(request.remote_addr or "")


def visitor_of(address: str) -> str:
    """Return what of an address tells one visitor from another: of IPv6 the first 64 bits, the rest a phone changes at will.

    >>> visitor_of("192.0.2.7"), visitor_of("::ffff:192.0.2.7"), visitor_of("2001:db8:1:2:aaaa::7")
    ('192.0.2.7', '192.0.2.7', '2001:db8:1:2::')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64))
