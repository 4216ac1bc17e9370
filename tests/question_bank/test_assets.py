"""Pictures are known by their bytes: three types, of sensible size, with nothing behind them."""

import struct
import zlib

import pytest

from question_bank.assets import LARGEST_PICTURE, AssetRefused, asset_from


def png(width: int = 2, height: int = 1) -> bytes:
    """A small grey picture."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" + b"\x7f" * width) if height == 1 else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = (b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + bytes(9)
        + b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 3, 5, 1) + bytes(3) + b"\xff\xda\x00\x02\xff\xd9")
GIF = b"GIF89a" + struct.pack("<HH", 7, 4) + bytes(3) + b"\x3b"


@pytest.mark.parametrize(("data", "media_type", "size"), [
    (png(), "image/png", (2, 1)), (JPEG, "image/jpeg", (5, 3)), (GIF, "image/gif", (7, 4))])
def test_a_picture_is_known_by_its_bytes(data, media_type, size):
    asset = asset_from(data)
    assert (asset.media_type, (asset.width, asset.height), asset.data) == (media_type, size, data)
    assert asset.file_name.startswith(asset.digest)


@pytest.mark.parametrize(("data", "code"), [
    (b"", "media-dropped"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "media-dropped"),
    (b"<html><script>", "media-dropped"), (png()[:-4], "media-dropped"), (png() + b"PK\x03\x04", "media-dropped"),
    (JPEG[:-2] + b"<?php", "media-dropped"), (GIF + b"<script>", "media-dropped"), (b"\xff\xd8\xff", "media-dropped"),
    (png(30_000, 30_000), "too-large"), (png(0, 5), "too-large"), (png() + bytes(LARGEST_PICTURE), "too-large")])
def test_what_is_no_honest_picture_is_refused(data, code):
    with pytest.raises(AssetRefused) as refused:
        asset_from(data)
    assert refused.value.code == code
