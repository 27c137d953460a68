"""The logo of an organisation: whatever is sent in, a small harmless PNG comes out."""

from __future__ import annotations

import base64
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from orientation.errors import BadChoice

LOGO_MAX_KB = 2000
PIXELS_MAX = 25_000_000  # decoded it takes four bytes each
WIDTH_MAX = 600  # pixels on paper: 300 dpi at 50 mm
HEIGHT_MAX = 220
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")  # no SVG: it is a program


def safe_logo(sent: bytes) -> bytes:
    """Return a picture as a PNG without anything but its pixels; b"" for b"".

    Raises BadChoice for what is no picture, too large, or a file that unpacks into a giant.
    """
    if not sent:
        return b""
    if len(sent) > LOGO_MAX_KB * 1000:
        raise _refused()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(sent)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise _refused() from error


def logo_address(png: bytes) -> str:
    """Return a logo's address for a document, "" for none."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""


def _drawn_anew(sent: bytes) -> bytes:
    with Image.open(io.BytesIO(sent), formats=_FORMATS) as picture:
        if picture.width * picture.height > PIXELS_MAX or getattr(picture, "n_frames", 1) > 1:
            raise _refused()
        flat = ImageOps.exif_transpose(picture).convert("RGBA")
    flat.thumbnail((WIDTH_MAX, HEIGHT_MAX))
    paper = Image.new("RGBA", flat.size, "white")
    paper.alpha_composite(flat)
    out = io.BytesIO()
    paper.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _refused() -> BadChoice:
    return BadChoice("logo", "", "logo", most=LOGO_MAX_KB)
