"""The picture of a guide's address, that another phone's camera reads."""

from __future__ import annotations

import math
from dataclasses import dataclass

import segno

_QUIET = 4  # modules around the code.  Source: ISO/IEC 18004, 6.3.8
_SIDE_MIN_PX = 200


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as an image that needs no request: black on white, whatever the page's colours."""

    src: str  # data: address of an SVG
    side_px: int  # a whole number of pixels a module, so that edges are sharp


def share_code(address: str) -> Code:
    """Return an address as a QR code."""
    code = segno.make(address, error="l", micro=False)
    modules = int(code.symbol_size(border=_QUIET)[0])
    src = code.svg_data_uri(
        border=_QUIET, omitsize=True, light="#fff", svgclass=None, lineclass=None,
        encode_minimal=True, omit_charset=True,
    )  # fmt: skip
    return Code(src, modules * math.ceil(_SIDE_MIN_PX / modules))
