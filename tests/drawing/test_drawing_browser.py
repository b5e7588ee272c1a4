"""The body map and the report of a case as a real browser shows them: at three widths, light and dark.

The pictures in `references/` are screens of headless Chromium that somebody looked at. A change of looks is looked at, then
written again with `python tests/drawing/test_drawing_browser.py`. Pictures are compared in squares of eight pixels, because
versions of a browser round edges differently; with other fonts text runs differently, so then nothing is compared.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import struct
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from myologic.cases import kb_case
from myologic.casework.result import Result
from myologic.drawing.report import body_page, report_page
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load

REFERENCES = Path(__file__).parent / "references"
SIZES = ((390, 844), (820, 900), (1280, 800))
"""A phone, a tablet and a small laptop, in CSS pixels."""
THEMES = ("light", "dark")
KINDS = ("map", "report")
FONT = "DejaVu Sans"
"""The font that the kept pictures are written in."""
MOST_DIFFERENT = 0.01
"""Which part of the squares may be off by more than a shade."""

ROWS = (
    ("gluteus-maximus", "both", "weak", "high"),
    ("pectoralis-major", "right", "tight", "moderate"),
    ("trapezius-upper", "left", "tight-and-weak", "low"),
    ("rectus-femoris", "left", "tight", "contested"),
    ("soleus", "right", "long", "moderate"),
    ("psoas-major", "left", "undetermined", "very-low"),
)
COMPARE = """<!DOCTYPE html><meta charset="utf-8"><pre id="said"></pre>%s<script>
function squares(image) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.naturalWidth / 8); canvas.height = Math.ceil(image.naturalHeight / 8);
  const brush = canvas.getContext("2d"); brush.imageSmoothingQuality = "high";
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return brush.getImageData(0, 0, canvas.width, canvas.height).data;
}
function apart(pair) {
  const [kept, seen] = pair.children;
  if (kept.naturalWidth !== seen.naturalWidth || kept.naturalHeight !== seen.naturalHeight) return 1;
  const one = squares(kept), other = squares(seen);
  let off = 0;
  for (let at = 0; at < one.length; at += 4)
    if (Math.max(...[0, 1, 2].map(each => Math.abs(one[at + each] - other[at + each]))) > 40) off += 1;
  return off / (one.length / 4);
}
window.onload = () => {
  const found = Object.fromEntries([...document.querySelectorAll("div")].map(each => [each.id, apart(each)]));
  document.getElementById("said").textContent = JSON.stringify(found);
};
</script>"""


def pages(kb: KnowledgeBase, result: Result, theme: str) -> dict[str, str]:
    """A body map with some verdicts of every kind, and the report of a small case."""
    case = kb_case(kb, findings=["rounded_shoulder_one_side@right", "knees_in@left"])
    return {"map": body_page(SimpleNamespace(outcome=result, kb=kb), theme=theme), "report": report_page(case, theme=theme)}


def run_browser(folder: Path, *options: str) -> str:
    """Run headless Chromium once, with a profile of its own and nothing from the network."""
    quiet = ("gpu", "quic", "background-networking", "component-update", "sync", "extensions")
    command = [
        "chromium", "--headless", "--no-sandbox", "--no-first-run", "--hide-scrollbars", "--force-device-scale-factor=1",
        # on a busy machine a picture may be taken before everything is drawn: these wait for it, in the page's own time
        "--run-all-compositor-stages-before-draw", "--virtual-time-budget=5000",
        f"--user-data-dir={folder / 'profile'}", *(f"--disable-{each}" for each in quiet), *options,
    ]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout


def screens(kb: KnowledgeBase, result: Result, folder: Path) -> dict[str, bytes]:
    """What the browser shows of each page in each theme at each width, as PNG."""
    found = {}
    for theme in THEMES:
        for kind, html in pages(kb, result, theme).items():
            page, shot = folder / f"{kind}-{theme}.html", folder / "shot.png"
            page.write_text(html, encoding="utf-8")
            for width, height in SIZES:
                run_browser(folder, f"--window-size={width},{height}", f"--screenshot={shot}", page.as_uri())
                found[f"{kind}-{theme}-{width}"] = shot.read_bytes()
    return found


def differences(pairs: dict[str, tuple[bytes, bytes]], folder: Path) -> dict[str, float]:
    """Which part of the squares of two pictures differs, for each pair; the browser itself looks at them."""
    shown = "".join(
        f'<div id="{name}">' + "".join(f'<img src="data:image/png;base64,{_text(each)}">' for each in pair) + "</div>"
        for name, pair in pairs.items()
    )
    page = folder / "compare.html"
    page.write_text(COMPARE % shown, encoding="utf-8")
    said = re.search(r'<pre id="said">([^<]*)</pre>', run_browser(folder, "--dump-dom", page.as_uri()))
    assert said is not None
    found: dict[str, float] = json.loads(said[1])
    return found


def _text(png: bytes) -> str:
    return base64.b64encode(png).decode("ascii")


def without_what_is_needed() -> str | None:
    """Why nothing can be compared on this machine, or None."""
    if shutil.which("chromium") is None:
        return "there is no chromium on this machine to take pictures with"
    said = shutil.which("fc-match") and subprocess.run(["fc-match", "system-ui"], capture_output=True, text=True, check=False)
    if not said or FONT not in said.stdout:
        return f"the kept pictures are written in {FONT}, and text runs differently with the font of this machine"
    return None


@pytest.fixture(scope="module")
def apart(
    kb: KnowledgeBase, result_of: Callable[[KnowledgeBase, Any], Result], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, float]:
    """How far each picture is from the one that was kept."""
    reason = without_what_is_needed()
    if reason is not None:
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("browser")
    seen = screens(kb, result_of(kb, ROWS), folder)
    kept = {name: (REFERENCES / f"browser-{name}.png").read_bytes() for name in seen}
    return differences({name: (kept[name], png) for name, png in seen.items()}, folder)


@pytest.mark.parametrize("name", [f"{kind}-{theme}-{width}" for kind in KINDS for theme in THEMES for width, _ in SIZES])
def test_a_browser_shows_what_was_kept(apart: dict[str, float], name: str) -> None:
    """The size is that of the reference, and nearly all squares look alike."""
    assert apart[name] <= MOST_DIFFERENT


def smaller(png: bytes) -> bytes:
    """A picture with at most 256 colours: those that occur most, in steps that nobody sees in a reference."""
    from test_drawing_pictures import pixels  # beside this file, on the path where it is run as a script

    width, height, data = pixels(png)
    step = len(data) // (width * height)
    dots = [tuple(min(each + 4 & ~7, 255) for each in data[at : at + 3]) for at in range(0, len(data), step)]
    palette = [colour for colour, _ in Counter(dots).most_common(256)]
    number = {colour: place for place, colour in enumerate(palette)}
    for colour in set(dots) - number.keys():
        nearest = min(palette, key=lambda each: sum((one - other) ** 2 for one, other in zip(each, colour, strict=True)))
        number[colour] = number[nearest]
    rows = b"".join(b"\0" + bytes(number[dot] for dot in dots[at : at + width]) for at in range(0, len(dots), width))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(bytes(colour) for colour in palette)
    parts = chunk(b"IHDR", head) + chunk(b"PLTE", colours) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return png[:8] + parts


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from conftest import made_result  # beside this file, on the path where it is run as a script

    shipped = load()
    with TemporaryDirectory() as place:
        for shown, picture in screens(shipped, made_result(shipped, ROWS), Path(place)).items():
            path = REFERENCES / f"browser-{shown}.png"
            path.write_bytes(smaller(picture))
            sys.stdout.write(f"{path} {path.stat().st_size}\n")
