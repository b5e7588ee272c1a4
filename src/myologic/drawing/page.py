"""One self-contained HTML page: nothing is fetched, no script runs, it reads in light, in dark, in print and aloud."""

from __future__ import annotations

import re

from myologic.drawing.markup import element, shown

STYLE = """
:root{--ground:#fff;--ink:#1d232b;--soft:#4c5663;--rule:#d9dee4;--warn:#8f1d1d;--warn-ground:#fdf1ef;--box:#f5f7f9}
%s
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem);max-width:120rem;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif}
h1{font-size:1.7rem;margin:0 0 .5rem}h2{font-size:1.25rem;margin:2.2rem 0 .6rem}
p,li,table,details{max-width:75rem}
.picture svg{display:block;max-width:100%%;height:auto;margin:0 auto}
.picture.narrow{display:none}
@media screen and (max-width:75rem){.picture.wide{display:none}.picture.narrow{display:block;margin:0 -.6rem}
.picture.narrow svg{width:36rem}}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%%;font-size:.95rem}
caption{text-align:left;color:var(--soft);padding:.2rem 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;border-bottom:1px solid var(--rule)}
thead th{color:var(--soft);font-weight:600;font-size:.85rem}
@media screen and (max-width:40rem){.table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%%)}
.table tr,.table th,.table td,.table caption{display:block;border:0;padding:.1rem 0}
.table tr{border-bottom:1px solid var(--rule);padding:.6rem 0}.table td:empty{display:none}}
details{border:1px solid var(--rule);border-radius:.5rem;margin:.5rem 0;padding:.5rem .9rem;background:var(--box)}
summary{cursor:pointer;font-weight:600}
.soft{color:var(--soft)}
.first{border-left:.35rem solid var(--warn);background:var(--warn-ground);padding:.8rem 1.1rem;
margin:1rem 0;max-width:75rem}
footer{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:1rem;color:var(--soft);font-size:.9rem}
@media print{body{padding:0;font-size:10pt;max-width:none}h1{font-size:16pt}.picture svg{max-height:20.5cm}
details{background:none;font-size:8.5pt}summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block}
table{font-size:8.5pt}th,td{padding:.15rem .5rem .15rem 0}
.picture,tr{break-inside:avoid}h2{break-after:avoid}}
"""
_DARK = (
    "--ground:#14181d;--ink:#eef1f5;--soft:#b4bdc8;--rule:#39424c;--warn:#ff9a8a;--warn-ground:#2f1c1a;--box:#1b2127"
)


def page(title: str, *parts: str, theme: str = "auto") -> str:
    """A whole HTML document.

    Parameters
    ----------
    title
        The title of the window and the headline.
    parts
        HTML.
    theme
        light, dark, or auto.
    """
    dark = {
        "light": "",
        "dark": f":root{{{_DARK}}}",
        "auto": f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK}}}}}",
    }[theme]
    scheme = "light dark" if theme == "auto" else theme
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="color-scheme" content="{scheme}">\n'
        f"<title>{shown(title)}</title>\n<style>{STYLE % dark}</style>\n</head>\n<body>\n"
        + f'<main aria-labelledby="title">\n<h1 id="title">{shown(title)}</h1>\n'
        + "\n".join(part for part in parts if part and not _is_footer(part))
        + "\n</main>\n"
        + "\n".join(part for part in parts if _is_footer(part))
        + "\n</body>\n</html>\n"
    )


def _is_footer(part: str) -> bool:
    """Whether a part stands below the main content."""
    return part.startswith("<footer")


def section(heading: str, *parts: str) -> str:
    """A section with a headline, or nothing where it would be empty."""
    content = "\n".join(part for part in parts if part)
    name = re.sub(r"[^a-z]+", "-", heading.lower()).strip("-")
    head = f'<section aria-labelledby="{name}">\n<h2 id="{name}">{shown(heading)}</h2>'
    return f"{head}\n{content}\n</section>" if content else ""


def paragraphs(text: str, class_: str | None = None) -> str:
    """Each line of a text as a paragraph."""
    return "\n".join(element("p", shown(line), class_=class_) for line in text.splitlines() if line.strip())


def bullets(lines: tuple[str, ...]) -> str:
    """A list of texts, or nothing."""
    return element("ul", *(f"<li>{shown(line)}</li>" for line in lines)) if lines else ""
