"""Takes the pictures of docs/images/ and draws the one that messengers show of a page.

With `make serve` running: `.venv/bin/python docs/screenshots.py http://127.0.0.1:8001`; `--share` draws
disclosure/site/theme/static/images/share.png instead. Pictures are reduced to 256 colours, so that git keeps little.
"""

import shutil
import struct
import sys
import zlib
from collections import Counter
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SHARE = ROOT / "disclosure" / "site" / "theme" / "static" / "images" / "share.png"
DESK, PHONE = (1280, 900), (390, 844)
# Picture → page, size of the window, colours, where to scroll to.
PICTURES = {
    "home": ("/", DESK, "light", ""),
    "search": ("/search/?q=养老", PHONE, "light", ""),
    "organisation": ("/organisations/52990101MJ90000570/", DESK, "light", ""),
    "organisation-phone": ("/organisations/52990101MJ90000570/", PHONE, "dark", "#money"),
    "grant": ("/grants/demo/cv-2025-02/", DESK, "light", ""),
    "district": ("/districts/haishu/", DESK, "light", ""),
    "sheet": ("/organisations/52990101MJ90000570/sheet/", DESK, "light", ".paper"),
    "english": ("/en/", DESK, "light", ""),
}
LARGEST = 150_000  # bytes of a picture
BYTES = {2: 3, 6: 4}  # bytes of a pixel, by the kind of a PNG
SHARED = """<!doctype html><meta charset="utf-8"><style>
body { box-sizing: border-box; width: 1200px; height: 630px; margin: 0; border-left: 28px solid #0f5c5c;
  padding: 0 90px; background: #fbfaf6; color: #1d2126; display: flex; flex-direction: column; justify-content: center;
  font: 38px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
h1 { font: 600 88px/1.3 "Noto Serif CJK SC", "Songti SC", serif; margin: 0 0 28px }
p { margin: 0 } p + p { color: #5b636d; font-size: 30px; margin-top: 36px }</style>
<h1>社会组织公开平台</h1>
<p>社会组织做了什么、钱从哪来花到哪去，谁都可以查。<br>每个数字写明出处，每次改动留下记录。</p>
<p lang="en">A public register of social organisations in China</p>"""


def main(arguments: list[str]) -> None:
    """Take the pictures from the address given, or draw the one of `--share`."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        if arguments == ["--share"]:
            page = browser.new_page(viewport={"width": 1200, "height": 630})
            page.set_content(SHARED)
            keep(SHARE, page.screenshot())
            return
        (address,) = arguments
        for name, (path, (width, height), scheme, place) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            answer = page.goto(address.rstrip("/") + path, wait_until="networkidle")
            if not answer or answer.status != 200:
                sys.exit(f"{path} is not there")
            if place:
                page.locator(place).evaluate("place => place.scrollIntoView()")
            keep(ROOT / "docs" / "images" / f"{name}.png", page.screenshot())
            page.close()


def keep(path: Path, picture: bytes) -> None:
    """Write a picture with few colours, and say how large it is."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(small := reduced(picture))
    sys.stdout.write(f"{path.relative_to(ROOT)} {len(small) / 1000:.0f} kB\n")
    if len(small) > LARGEST:
        sys.exit("that is too large")


def reduced(picture: bytes) -> bytes:
    """Return a PNG as browsers write it in 256 colours: the rarer ones become the nearest."""
    width, height, parts = _read(picture)
    step = BYTES[picture[25]]
    rows = _unfiltered(zlib.decompress(parts), width, height, step)
    pixels = [tuple(row[at : at + 3]) for row in rows for at in range(0, width * step, step)]
    palette = [colour for colour, _ in Counter(pixels).most_common(256)]
    index = {colour: number for number, colour in enumerate(palette)}
    for colour in set(pixels) - set(index):
        index[colour] = index[min(palette, key=partial(_distance, colour))]
    lines = b"".join(
        b"\0" + bytes(index[pixel] for pixel in pixels[at : at + width]) for at in range(0, width * height, width)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = bytes(value for colour in palette for value in colour)
    chunks = [(b"IHDR", head), (b"PLTE", colours), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
    return picture[:8] + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _distance(colour: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return how far two colours are apart."""
    return sum((a - b) ** 2 for a, b in zip(colour, other, strict=True))


def _read(picture: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the packed pixels of a PNG."""
    at, packed = 8, b""
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        if picture[at + 4 : at + 8] == b"IDAT":
            packed += picture[at + 8 : at + 8 + length]
        at += length + 12
    return *struct.unpack(">II", picture[16:24]), packed


def _unfiltered(data: bytes, width: int, height: int, step: int) -> list[bytearray]:
    """Return the rows of a PNG as they were before each was written as a difference from its neighbours."""
    rows, before, length = [], bytearray(width * step), width * step
    for number in range(height):
        start = number * (length + 1)
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length):
            left = row[at - step] if at >= step else 0
            over, corner = before[at], before[at - step] if at >= step else 0
            guess = (0, left, over, (left + over) // 2, _nearest(left, over, corner))[kind]
            row[at] = (row[at] + guess) & 255
        rows.append(row)
        before = row
    return rows


def _nearest(left: int, over: int, corner: int) -> int:
    """Return the neighbour that is nearest to what the three foretell (Paeth)."""
    foretold = left + over - corner
    return min((left, over, corner), key=lambda value: abs(foretold - value))


if __name__ == "__main__":
    main(sys.argv[1:])
