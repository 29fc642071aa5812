# ruff: noqa: E501 - a pattern is read as one line
"""Who issued the process: a court's caption, a letterhead of an authority, or a label that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.organisations import is_agency, is_court, title_case
from writdesk.documents.reading.facts.process import Process
from writdesk.documents.reading.paper import BREAK, tidy

_S = rf"[\s{BREAK}]"
_PLACE = r"[A-Z][\w.’'\-]*(?:[ \t\n]+(?:of|the|and)?[ \t\n]*[A-Z][\w.’'\-]*){0,4}"
_FEDERAL = re.compile(
    rf"(?:in{_S}+the{_S}+)?(?P<court>united{_S}+states{_S}+(?:district|bankruptcy){_S}+court{_S}*,?{_S}*(?:for{_S}+(?:the{_S}+)?)?"
    rf"(?:(?:northern|southern|eastern|western|central|middle){_S}+)?district{_S}+of{_S}+(?-i:{_PLACE}))",
    re.IGNORECASE,
)
_STATE = re.compile(
    rf"(?P<court>(?:superior|circuit|district|supreme|county|municipal|criminal|family|justice|common{_S}+pleas){_S}+court{_S}*,?{_S}*(?:of{_S}+)?(?:the{_S}+)?"
    rf"(?:state{_S}+of{_S}+)?(?-i:[A-Z][\w.]+(?:{_S}+[A-Z][\w.]+)?)(?:{_S}*,?{_S}*(?:(?:in{_S}+and{_S}+)?for{_S}+(?:the{_S}+)?)?county{_S}+of{_S}+(?-i:[A-Z][\w.]+(?:[ \t]+[A-Z][\w.]+){{0,2}}))?)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:in\s+the\s+)?(?P<court>(?:(?:state|high|crown|supreme|district|magistrates?['’]?|family|youth|federal|national|provincial|royal)\s+courts?)"
    r"(?:\s+of\s+(?:justice\s+(?:of\s+)?)?(?:the\s+)?(?-i:[A-Z]\w+)(?:\s+(?:of\s+)?(?-i:[A-Z]\w+)){0,3}|\s+at\s+(?-i:[A-Z]\w+)|(?=\s*\n))?)",
    re.IGNORECASE,
)
_BY_ORDER = re.compile(r"\border\s+of\s+the\s+(?P<court>[A-Z]\w+\s+Court\s+of\s+[A-Z]\w+(?:\s+[A-Z]\w+)*)")
# What stands behind a court's name on its line: its division, its county.
_GOES_ON = re.compile(
    r"(?:\s?,?[ ](?:in\s+and\s+for(?:\s+the)?|for(?:\s+the)?|of(?:\s+the)?|and|at|sitting\s+at|[A-Z][\w.'’\-]*))+(?=\s*[\n\t\ue000]|$)"
)
_ENDS = re.compile(
    rf"{_S}+(?:in|case|no|criminal|misc|subpoena|search|order|application|the|to|date|plaintiff|warrant|civil|filed|grand)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


def read_issuers(context: Context, process: Process) -> Iterator[Fact]:
    """The issuing court or authority; one, the likeliest."""
    if process.kind != "legal":
        return
    for finder in (_labelled, _by_caption, _by_letterhead, _by_signature):
        found = finder(context, process)
        if found:
            yield found
            return


def _labelled(context: Context, process: Process) -> Fact | None:
    for field in context.labelled("issuer"):
        value = tidy(field.value).strip(" ,.;")
        if (
            is_court(value)
            or is_agency(value)
            or (field.label.lower().startswith("issu") and _is_name(value))
        ):
            lines = 1
            while lines <= len(field.more) and value.endswith((",", " of", " for", " the", " and")):
                value, lines = f"{value} {field.more[lines - 1].text}", lines + 1
            return field.fact(context.paper, "issued_by", _trimmed(value), lines=lines)
    return None


def _is_name(value: str) -> bool:
    words = value.split()
    return 2 <= len(words) <= 14 and value[:1].isupper() and not re.search(r"\d{3}|@", value)


def _by_caption(context: Context, process: Process) -> Fact | None:
    top = context.text[: max(2500, len(context.text) // 3)]
    for pattern in (_FEDERAL, _STATE, _BY_ORDER, _NAMED):
        for hit in pattern.finditer(top):
            end = hit.end("court") if pattern is _FEDERAL else _caption_end(context, hit.end("court"))
            value = _trimmed(_cut(tidy(context.text[hit.start("court") : end])))
            if (
                len(value.split()) < 2
                or re.search(r"\b(?:for|the|of|no)\.?$", value, re.IGNORECASE)
                or (pattern is _NAMED and _is_in_prose(context, hit.start()))
            ):
                continue
            return context.paper.fact("issued_by", value, hit.start("court"), hit.end("court"))
    return _line_of_court(context)


def _caption_end(context: Context, end: int) -> int:
    """A caption in capitals runs on over its lines."""
    line = context.text[context.text.rfind("\n", 0, end) + 1 : end]
    if not line.isupper():
        goes_on = _GOES_ON.match(context.text, end)
        return goes_on.end() if goes_on else end
    rest = re.match(r"[^\n\ue000\ta-z]*(?:\n[^\n\ue000\ta-z]{3,80}(?=\n|\ue000|$))*", context.text[end:])
    return end + rest.end() if rest else end


def _line_of_court(context: Context) -> Fact | None:
    """A line near the top that names a court in another language or manner."""
    for row in context.paper.rows[:14]:
        for cell in row.cells:
            if is_court(cell.text) and 2 <= len(cell.words) <= 12 and cell.text[:1].isupper():
                place = context.text.find(cell.words[0].text)
                at = context.text.find(cell.text) if cell.text in context.text else place
                if (
                    re.search(r"subpoena|testify|grand jury|witness|attend|warrant", cell.text, re.IGNORECASE)
                    or at < 0
                ):
                    continue
                return context.paper.fact("issued_by", _trimmed(cell.text), at, at + len(cell.text))
    return None


def _is_in_prose(context: Context, place: int) -> bool:
    """Whether the words stand in the middle of a sentence instead of at the top of the paper."""
    line = context.text[context.text.rfind("\n", 0, place) + 1 : place]
    return bool(re.search(r"[a-z]", line)) and not re.fullmatch(
        r"\s*(?:in the|by the order of the)\s*", line, re.IGNORECASE
    )


def _by_letterhead(context: Context, process: Process) -> Fact | None:
    """A request to another state is issued by the authority whose head it bears."""
    if process.process not in {"mlat_request", "letter_rogatory"}:
        return None
    for row in context.paper.rows[:6]:
        for cell in row.cells:
            if is_agency(cell.text):
                at = context.text.find(cell.text)
                return context.paper.fact("issued_by", _trimmed(cell.text), at, at + len(cell.text))
    return None


_ATTORNEY_OF = re.compile(
    r"^(?P<title>(?:District|State['’]?s|Prosecuting|Commonwealth['’]?s|County|United\s+States)\s+Attorney\s+(?:of|for)\s+(?:the\s+)?[A-Z][^\n\t\ue000.]{3,60}|Attorney\s+General\s+of\s+[A-Z][^\n\t\ue000.]{3,40})$",
    re.MULTILINE,
)


def _by_signature(context: Context, process: Process) -> Fact | None:
    """A subpoena without a court's caption is issued by the attorney whose office stands under the name."""
    hit = _ATTORNEY_OF.search(context.text) if process.process == "subpoena" else None
    if not hit:
        return None
    return context.paper.fact("issued_by", tidy(hit["title"]), hit.start(), hit.end())


def _cut(value: str) -> str:
    """Without the caption's next words, which OCR or a line may have joined to it."""
    words = value.split()
    for place in range(3, len(words)):
        if re.fullmatch(
            r"(?:IN|CASE|No\.?|SUBPOENA|SEARCH|ORDER|MISC\.?|CRIMINAL|APPLICATION|TO|GRAND|WARRANT|THE)",
            words[place],
            re.IGNORECASE,
        ) and words[place - 1].lower() not in {"of", "for", "the", "in"}:
            is_county = " ".join(words[place : place + 3]).lower() == "in and for"
            if is_county or (words[place].lower() == "the" and place < 5):
                continue
            return " ".join(words[:place])
    return value


def _trimmed(value: str) -> str:
    plain = re.sub(r"^(?:in|by)\s+the\s+", "", " ".join(value.split()), flags=re.IGNORECASE)
    return title_case(re.sub(r"\s*[-–—_=*]{3,}.*$", "", plain).strip(" ,.;:"))
