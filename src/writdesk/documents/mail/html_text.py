"""HTML as the text that a person would see, and apart from it the text that is there and not shown.

Forgers hide words for filters and for readers that are no people. No style sheet is applied: what is hidden
by one is not known; what an element itself hides is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BREAKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_UNSEEN = frozenset({"head", "noframes", "noscript", "object", "script", "style", "template", "title"})
_ACTIVE = frozenset({"script", "form", "iframe", "object", "embed", "applet"})
_FETCHING = ("src", "background", "poster", "data")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0*(?:\.0+|[01])?(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|opacity\s*:\s*0?(?:\.0\d*)?\s*(?:;|$|!)|mso-hide\s*:\s*all|text-indent\s*:\s*-\d{3,}"
    r"|max-(?:height|width)\s*:\s*0(?!\.?[1-9])",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*([^;!]+)", re.IGNORECASE)
_WHITE = {"#fff", "#ffffff", "white", "rgb(255,255,255)"}
_MOST_OPEN = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlText:
    """The shown text, the hidden one, and whether the page fetches or runs something."""

    shown: str
    hidden: str
    fetches: bool
    runs: bool


class _Reader(HTMLParser):
    """Collects text; keeps a stack of the open elements and whether each hides what is in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.fetches = self.runs = False
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.runs = self.runs or tag in _ACTIVE
        self.fetches = self.fetches or _fetches(tag, given)
        if tag in _BREAKS:
            self._say("\n")
        if tag not in _VOID and len(self._open) < _MOST_OPEN:
            self._open.append((tag, self._state(tag, given)))

    def _state(self, tag: str, given: dict[str, str]) -> str:
        outer = self._open[-1][1] if self._open else "shown"
        if outer == "unseen" or (tag in _UNSEEN and tag != "head"):
            return "unseen"
        return "hidden" if outer == "hidden" or _hides(given) else "shown"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._say("\n")
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._say(re.sub(r"[ \t\r\n]+", " ", data))

    def _say(self, text: str) -> None:
        state = self._open[-1][1] if self._open else "shown"
        if state == "shown":
            self.shown.append(text)
        elif state == "hidden":
            self.hidden.append(text)


def _fetches(tag: str, given: dict[str, str]) -> bool:
    places = [given.get(name, "") for name in _FETCHING]
    if tag == "link":
        places.append(given.get("href", ""))
    return any(
        place.strip().lower().startswith(("http:", "https:", "//", "ftp:", "file:")) for place in places
    )


def _hides(given: dict[str, str]) -> bool:
    style = given.get("style", "")[:2_000]
    if "hidden" in given or _HIDING.search(style):
        return True
    colours = {
        name.lower()[:5]: value.strip().lower().replace(" ", "") for name, value in _COLOUR.findall(style)
    }
    ink = colours.get("color") or given.get("color", "").strip().lower()
    ground = colours.get("backg") or given.get("bgcolor", "").strip().lower()
    # White on nothing is white on the page's white.
    return bool(ink) and (ink == ground or (ink in _WHITE and (not ground or ground in _WHITE)))


def read_html(html: str, *, most: int) -> HtmlText:
    """The text of a page, at most so many signs of it."""
    reader = _Reader()
    try:
        reader.feed(html[: 4 * most])
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        # html.parser asserts over some malformed declarations: what came before them stands.
        pass
    return HtmlText(
        shown=tidy("".join(reader.shown))[:most],
        hidden=tidy("".join(reader.hidden))[:most],
        fetches=reader.fetches,
        runs=reader.runs,
    )


def tidy(text: str) -> str:
    """Lines without spaces at their ends, and never more than one empty line."""
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.replace("\r", "").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
