"""Pictures of items: kept by their digest, and only what a browser shows without running anything."""

import hashlib
import struct
from dataclasses import dataclass

LARGEST_PICTURE = 1024 * 1024
LONGEST_SIDE = 4000
PNG, JPEG, GIF = "image/png", "image/jpeg", "image/gif"
ENDINGS = {PNG: ".png", JPEG: ".jpg", GIF: ".gif"}


class AssetRefused(ValueError):
    """The bytes are no picture that is taken; `code` is the reason."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Asset:
    """One picture: SHA-256 of its bytes, its type, its size in pixels, and the bytes."""

    digest: str
    media_type: str
    width: int
    height: int
    data: bytes

    @property
    def file_name(self) -> str:
        """A name that says nothing but the digest and the type."""
        return self.digest + ENDINGS[self.media_type]


def asset_from(data: bytes) -> Asset:
    """The picture that these bytes are. Raises AssetRefused: PNG, JPEG and GIF of sensible size only.

    What the name or a header says is not looked at: the bytes decide, and they must end where the picture ends, so
    that nothing else can hide behind it.
    """
    if len(data) > LARGEST_PICTURE:
        raise AssetRefused("too-large", f"The picture is larger than {LARGEST_PICTURE // 1024} kB. Make it smaller.")
    media_type, (width, height) = _looked_at(data)
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise AssetRefused("too-large", f"The picture has {width} by {height} pixels. At most {LONGEST_SIDE} a side.")
    return Asset(hashlib.sha256(data).hexdigest(), media_type, width, height, data)


def _looked_at(data: bytes) -> tuple[str, tuple[int, int]]:
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return PNG, _png(data)
        if data.startswith(b"\xff\xd8\xff"):
            return JPEG, _jpeg(data)
        if data.startswith((b"GIF87a", b"GIF89a")):
            return GIF, _gif(data)
    except (struct.error, IndexError):
        raise AssetRefused("media-dropped", "The picture is damaged. Save it again as PNG or JPEG.") from None
    raise AssetRefused("media-dropped", "Only PNG, JPEG and GIF pictures are taken. Save the picture as PNG.")


def _png(data: bytes) -> tuple[int, int]:
    """Walk the chunks from IHDR to IEND, which must be the last byte."""
    place, size = 8, (0, 0)
    while True:
        length, kind = struct.unpack_from(">I4s", data, place)
        if place == 8:
            if kind != b"IHDR":
                raise IndexError
            size = struct.unpack_from(">II", data, place + 8)
        place += 12 + length
        if kind == b"IEND":
            break
    _ends_at(data, place)
    return size


def _jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments to the frame header; the file ends with the end marker."""
    place, size = 2, (0, 0)
    while size == (0, 0):
        marker, length = struct.unpack_from(">HH", data, place)
        if marker >> 8 != 0xFF or marker == 0xFFDA:
            raise IndexError
        if 0xFFC0 <= marker <= 0xFFCF and marker not in (0xFFC4, 0xFFC8, 0xFFCC):
            height, width = struct.unpack_from(">HH", data, place + 5)
            size = (width, height)
        place += 2 + length
    if not data.endswith(b"\xff\xd9"):
        raise IndexError
    return size


def _gif(data: bytes) -> tuple[int, int]:
    if not data.endswith(b"\x3b"):
        raise IndexError
    return struct.unpack_from("<HH", data, 6)


def _ends_at(data: bytes, place: int) -> None:
    if place != len(data):
        raise AssetRefused("media-dropped", "Something else is hidden behind the picture. Save it again as PNG.")
