"""HTML as the text that a person would see, and apart from it the text that is there and not shown.

Forgers hide words for filters and for readers that are no people. No style sheet is applied: what is hidden
by one is not known; what an element itself hides is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

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
_UNSEEN = frozenset({"noframes", "noscript", "object", "script", "style", "template", "title"})
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
_LONGEST_TAG = 10_000
_RAW = frozenset({"script", "style", "title", "textarea", "noscript", "noframes", "template"})
_SPACE = re.compile(r"[ \t\r\n]+")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_STOP = re.compile(r"""=[ \t\r\n]{0,20}["']|>""")
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z][\w:-]{0,60})(?:\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"""
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HtmlText:
    """The shown text, the hidden one, and whether the page fetches or runs something."""

    shown: str
    hidden: str
    fetches: bool
    runs: bool


class _Reader:
    """Collects text; keeps a stack of the open elements and whether each hides what is in it.

    In time linear in the page's length: the standard library's parser takes quadratic time over some pages.
    """

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.hidden: list[str] = []
        self.fetches = self.runs = False
        self._open: list[tuple[str, str]] = []
        self._is_open: Counter[str] = Counter()

    def read(self, html: str) -> None:
        """Read a page from its beginning to its end, or to where nothing more can be told apart."""
        place = 0
        while place < len(html):
            start = html.find("<", place)
            end = len(html) if start < 0 else start
            self._say(_SPACE.sub(" ", unescape(html[place:end])))
            place = end if start < 0 else self._markup(html, start)

    def _markup(self, html: str, start: int) -> int:
        """Take in what begins with this ``<``; the place behind it."""
        if html.startswith("<!--", start):
            return _behind(html, "-->", start + 4)
        tag = _TAG.match(html, start)
        if tag is None:
            if html[start + 1 : start + 2] in {"!", "?", "/"}:
                return _behind(html, ">", start + 1)
            self._say("<")
            return start + 1
        end = _end_of_tag(html, tag.end())
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
            return end
        self._begin(name, html[tag.end() : end][:_LONGEST_TAG])
        return self._behind_raw_text(html, name, end)

    def _behind_raw_text(self, html: str, name: str, place: int) -> int:
        """Behind a script or a style sheet: what looks like markup in it is none."""
        if name not in _RAW:
            return place
        end = re.compile(rf"</{name}", re.IGNORECASE).search(html, place)
        return end.start() if end else len(html)

    def _begin(self, tag: str, attributes: str) -> None:
        given = {
            match[1].lower(): unescape(next((value for value in match.groups()[1:] if value is not None), ""))
            for match in _ATTRIBUTE.finditer(attributes)
        }
        self.runs = self.runs or tag in _ACTIVE
        self.fetches = self.fetches or (bool(given) and _fetches(tag, given))
        if tag in _BREAKS:
            self._say("\n")
        if tag not in _VOID and len(self._open) < _MOST_OPEN:
            self._open.append((tag, self._state(tag, given)))
            self._is_open[tag] += 1

    def _state(self, tag: str, given: dict[str, str]) -> str:
        outer = self._open[-1][1] if self._open else "shown"
        if outer == "unseen" or tag in _UNSEEN:
            return "unseen"
        return "hidden" if outer == "hidden" or _hides(given) else "shown"

    def _close(self, tag: str) -> None:
        if tag in _BREAKS:
            self._say("\n")
        if not self._is_open[tag]:
            return
        while self._open:
            name, _ = self._open.pop()
            self._is_open[name] -= 1
            if name == tag:
                return

    def _say(self, text: str) -> None:
        state = self._open[-1][1] if self._open else "shown"
        if state == "shown":
            self.shown.append(text)
        elif state == "hidden":
            self.hidden.append(text)


def _behind(html: str, mark: str, place: int) -> int:
    found = html.find(mark, place)
    return found + len(mark) if found >= 0 else len(html)


def _end_of_tag(html: str, place: int) -> int:
    """Behind the ``>`` that ends a tag; one in a quoted value ends none."""
    while match := _STOP.search(html, place):
        if match[0] == ">":
            return match.end()
        place = _behind(html, match[0][-1], match.end())
    return len(html)


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
    reader.read(html[: 4 * most])
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
