from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

import orientation.sheets.press  # noqa: F401  - WeasyPrint changes what Pillow accepts
from orientation.errors import BadChoice
from orientation.sheets.logo import HEIGHT_MAX, LOGO_MAX_KB, WIDTH_MAX, safe_logo

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str, size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **more)
    return out.getvalue()


def moving(kind: str) -> bytes:
    """Return a picture of two frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("white", "black")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def giant() -> bytes:
    """Return a PNG of a few bytes that says of itself to be 60,000 by 60,000."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_picture_becomes_a_png(kind: str) -> None:
    with Image.open(io.BytesIO(safe_logo(picture(kind)))) as made:
        assert (made.format, made.size) == ("PNG", (40, 20))


def test_large_picture_is_made_small_and_keeps_its_shape() -> None:
    with Image.open(io.BytesIO(safe_logo(picture("PNG", (3000, 1000))))) as made:
        assert made.size[0] <= WIDTH_MAX
        assert made.size == (600, 200)
        assert made.size[1] <= HEIGHT_MAX


def test_nothing_but_pixels_stays() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Rosa, calle Mayor 3"
    assert b"Rosa" in picture("JPEG", exif=exif)
    assert b"Rosa" not in safe_logo(picture("JPEG", exif=exif))


def test_no_logo_is_no_logo() -> None:
    assert safe_logo(b"") == b""


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(SVG, id="SVG with a script"),
        pytest.param(b"%PDF-1.7", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, id="broken"),
        pytest.param(picture("PNG", (400, 400))[:60], id="cut off"),
        pytest.param(picture("JPEG", (400, 400))[:-300], id="JPEG cut off"),
        pytest.param(moving("WEBP"), id="moving WebP"),
        pytest.param(moving("GIF"), id="moving GIF"),
        pytest.param(b"\x89PNG" + b"\0" * (40 * 1_000_000), id="40 MB"),
        pytest.param(giant(), id="giant when unpacked"),
    ],
)
def test_what_is_no_harmless_picture_is_refused_in_one_line(sent: bytes) -> None:
    with pytest.raises(BadChoice, match=f"a PNG or JPEG of {LOGO_MAX_KB} KB at most"):
        safe_logo(sent)
