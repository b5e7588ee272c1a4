"""How pictures look: colours for light and dark ground as a style sheet, and a pattern for each verdict and certainty.

A verdict is told apart by its pattern as well as by its colour, so that a picture without colours still tells it; how
sure it is shows in the strength of both, and in the outline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from myologic.drawing.markup import element
from myologic.drawing.shapes import BodyMap, Look

THEMES = ("light", "dark", "auto")
FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"

_COLOURS: Mapping[str, Mapping[str, str]] = {
    "light": {
        "ground": "#ffffff",
        "ink": "#1d232b",
        "soft": "#4c5663",
        "line": "#8b95a1",
        "rule": "#d9dee4",
        "body": "#f6efe9",
        "body-line": "#a8988c",
        "muscle": "#ead9cf",
        "muscle-line": "#b39a8c",
        "bone": "#fdfbf8",
        "bone-line": "#d5cac0",
        "node": "#f3f5f8",
        "given": "#e8f1e6",
        "main": "#fdf1dc",
    },
    "dark": {
        "ground": "#14181d",
        "ink": "#eef1f5",
        "soft": "#b4bdc8",
        "line": "#7d8894",
        "rule": "#39424c",
        "body": "#262c33",
        "body-line": "#7a7068",
        "muscle": "#3a3f46",
        "muscle-line": "#756d68",
        "bone": "#2f363e",
        "bone-line": "#4d545b",
        "node": "#20262d",
        "given": "#1f2f24",
        "main": "#3a3020",
    },
}

_TILE = 18


def style(theme: str, map_: BodyMap | None = None) -> str:
    """The style sheet of a picture.

    Parameters
    ----------
    theme
        light, dark, or auto: dark where the reader's screen is, light in print.
    map_
        For the colours of verdicts.

    Returns
    -------
    str
        A `style` element.
    """
    looks = {} if map_ is None else {**map_.looks, "other": map_.other}
    if theme == "auto":
        dark = f"@media screen and (prefers-color-scheme:dark){{{_rules('dark', looks)}}}"
        return f"<style>{_FIXED}{_rules('light', looks)}{dark}</style>"
    return f"<style>{_FIXED}{_rules(theme, looks)}</style>"


_FIXED = (
    ".region{stroke-linejoin:round}"
    ".plain{stroke-width:1.1}"
    ".told{stroke-width:3}"
    ".bone{stroke-width:1.2}"
    ".body{stroke-width:2}"
    ".leader{fill:none;stroke-width:1}"
    ".faint{fill-opacity:.55}"
    ".surface .plain{stroke-width:1.4}"
    ".fine{stroke-width:.9;stroke-linejoin:round}"
)


def _rules(theme: str, looks: Mapping[str, Look]) -> str:
    colour = _COLOURS[theme]
    rules = [
        f".ground{{fill:{colour['ground']}}}",
        f".ink{{fill:{colour['ink']}}}",
        f".soft{{fill:{colour['soft']}}}",
        f".rule{{stroke:{colour['rule']};fill:none}}",
        f".body{{fill:{colour['body']};stroke:{colour['body-line']}}}",
        f".mark{{fill:none;stroke:{colour['muscle-line']};stroke-width:1.2}}",
        f".bone{{fill:{colour['bone']};stroke:{colour['bone-line']}}}",
        f".plain{{fill:{colour['muscle']};stroke:{colour['muscle-line']}}}",
        f".base{{fill:{colour['muscle']}}}",
        f".leader{{stroke:{colour['line']}}}",
        f".node{{fill:{colour['node']};stroke:{colour['line']}}}",
        f".given{{fill:{colour['given']};stroke:{colour['line']}}}",
        f".main{{fill:{colour['main']};stroke:{colour['ink']}}}",
        f".edge{{fill:none;stroke:{colour['line']}}}",
        f".arrow{{fill:{colour['line']}}}",
    ]
    for code, look in looks.items():
        value = look.dark if theme == "dark" else look.light
        rules.append(f".v-{code}{{stroke:{value}}}.f-{code}{{fill:{value}}}")
    return "".join(rules)


def fill_id(map_: BodyMap, verdict: str, certainty: str, prefix: str = "") -> str:
    """The name of the pattern of a verdict and a certainty."""
    return f"{prefix}fill-{look_code(map_, verdict)}-{certainty}"


def look_code(map_: BodyMap, verdict: str) -> str:
    """The verdict's code if it has a look of its own, else "other"."""
    return verdict if verdict in map_.looks else "other"


def patterns(map_: BodyMap, used: Iterable[tuple[str, str]], prefix: str = "") -> str:
    """The patterns of some verdicts and certainties, as a `defs` element.

    Parameters
    ----------
    map_
        For looks.
    used
        Pairs of verdict and certainty.
    prefix
        What all names start with, where several pictures stand on one page.
    """
    wanted = sorted({(look_code(map_, verdict), certainty) for verdict, certainty in used})
    return element("defs", *(_pattern(map_, code, certainty, prefix) for code, certainty in wanted))


def _pattern(map_: BodyMap, code: str, certainty: str, prefix: str) -> str:
    strength = map_.certainty.get(certainty, 1.0)
    wash = element("rect", width=_TILE, height=_TILE, class_=f"f-{code}", fill_opacity=_part(0.04 + 0.46 * strength))
    base = element("rect", width=_TILE, height=_TILE, class_="base")
    marks = element("g", _marks(map_.look(code).pattern, code), opacity=_part(0.22 + 0.78 * strength))
    return element(
        "pattern",
        base,
        wash,
        marks,
        id=f"{prefix}fill-{code}-{certainty}",
        patternUnits="userSpaceOnUse",
        width=_TILE,
        height=_TILE,
    )


def _part(value: float) -> str:
    return f"{value:.2f}"


def _marks(pattern: str, code: str) -> str:
    """What is repeated in one tile of a pattern."""
    line, dot = f"v-{code}", f"f-{code}"
    if pattern == "dots":
        spots = ((4.5, 4.5), (13.5, 13.5))
        return "".join(element("circle", cx=x, cy=y, r=3.1, class_=dot) for x, y in spots)
    if pattern == "rings":
        return "".join(
            element("circle", cx=at, cy=at, r=2.8, class_=line, fill="none", stroke_width=1.6) for at in (4.5, 13.5)
        )
    if pattern == "checks":
        return "".join(element("rect", x=at, y=at, width=9, height=9, class_=dot) for at in (0, 9))
    if pattern not in _STROKES:
        return ""
    return element("path", d=_STROKES[pattern], class_=line, fill="none", stroke_width=_WIDTHS.get(pattern, 3.2))


_STROKES = {
    "diagonal": "M-4.5,4.5L4.5,-4.5M-4.5,22.5L22.5,-4.5M13.5,22.5L22.5,13.5",
    "grid": "M-4.5,4.5L4.5,-4.5M-4.5,22.5L22.5,-4.5M13.5,22.5L22.5,13.5M-4.5,13.5L4.5,22.5"
    "M-4.5,-4.5L22.5,22.5M13.5,-4.5L22.5,4.5",
    "waves": "M-9,9Q-4.5,1 0,9T9,9T18,9T27,9",
    "steep": "M4.5,0V18M13.5,0V18",
    "bars": "M0,4.5H18M0,13.5H18",
}
_WIDTHS = {"grid": 2.4, "waves": 2.8, "steep": 2.6, "bars": 2.6}
