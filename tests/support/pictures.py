"""Small pictures, made of nothing but their size."""

import struct
import zlib

from question_bank.assets import Asset, asset_from


def png(width: int = 2, height: int = 1, grey: int = 0x7F) -> bytes:
    """A plain grey PNG."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + bytes([grey]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture(grey: int = 0x7F) -> Asset:
    """A picture of 40 by 20 pixels; another shade is another picture."""
    return asset_from(png(40, 20, grey))


def shown(asset: Asset, words: str = "A grey field") -> str:
    """The markup that shows it."""
    return f'<img src="asset:{asset.digest}" alt="{words}">'
