"""Whether notice to the account holder is forbidden or only asked to be withheld, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context, Sentence
from writdesk.documents.reading.facts.dates import days_in

_TELL = r"(?:disclos|notif|inform|tell|reveal|alert|advis|mak(?:e|ing)\s+known|divulg)\w*"
_FORBIDS = re.compile(
    rf"\b(?:shall|must|may|is|are)\s+(?:hereby\s+)?(?:not\s+(?:to\s+)?|be\s+(?:prohibited|precluded|barred|restrained|enjoined)\s+from\s+|(?:restrained|enjoined|barred)\s+from\s+|prohibited\s+from\s+|precluded\s+from\s+|forbidden\s+to\s+|ordered\s+not\s+to\s+){_TELL}|"
    rf"\b(?:shall|must|may)\s+not\s*,[^;.]{{3,60}},\s*{_TELL}|"
    rf"\b(?:order|command|direct)(?:s|ed)?\s+that\s+[^.;]{{3,80}}?\s(?:not|refrain\s+from|withhold\s+from)\s+(?:be\s+)?{_TELL}|"
    rf"\b(?:order|command|direct)(?:s|ed|ing)?\s+(?:that\s+)?(?:the\s+provider|you|[A-Z][\w.,]*(?:\s[A-Z][\w.,]*){{0,3}})?\s*not\s+to\s+{_TELL}|"
    rf"you\s+are\s+(?:hereby\s+)?(?:ordered|commanded|directed|required|prohibited|forbidden)\s+(?:not\s+to|from)\s+{_TELL}",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"\b(?:request|ask|requested|asks|requests|asked|please|kindly)\b[^.]{{0,140}}?\b(?:do\s+not|not\s+(?:to\s+)?(?:be\s+)?|neither|refrain\s+from|withhold|delay|no\s+notice)[^.]{{0,90}}?(?:{_TELL}|notice|notification)|"
    rf"\bplease\s+do\s+not\s+{_TELL}|^\s*(?:do\s+not|kindly\s+refrain\s+from|you\s+should\s+not)\s+{_TELL}|\b(?:treat(?:ed)?|keep|kept|held)\b[^.]{{0,60}}\bconfidential(?:ly)?\b|\bno\s+notice\s+(?:be\s+)?(?:given|provided)|that\s+no\s+notice|\b(?:request|ask)(?:s|ed)?\b[^.]{{0,80}}\b(?:(?:be\s+)?kept\s+from\s+the|(?:keep|kept)\b[^.]{{0,40}}\b(?:secret|private|to\s+yoursel(?:f|ves)|between\s+us)|refrain\s+from\s+{_TELL})",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no\s+order|makes?\s+no|nothing\s+in\s+this|need\s+not|not\s+required\s+to\s+keep|does\s+not\s+(?:restrict|forbid|prohibit|prevent)|"
    r"no\s+request\s+(?:for|of|that)|has\s+not\s+asked|do\s*/\s*do\s+not|\[do\b|knows\s+of|is\s+free\s+to|(?<!it\s)(?<!provider\s)may\s+(?:tell|inform|notify|disclose)|not\s+applicable|delete\s+if)\b",
    re.IGNORECASE,
)
_ABOUT_NOTICE = re.compile(
    r"\b(?:existence|account\s*holder|subscriber|user|customer|any\s+(?:other\s+)?person|anyone|third\s+part|the\s+request|th(?:is|ese)\s+(?:order|subpoena|request|letter|warrant|summons|notice|matter|inquiry)s?|holders?\b|legal\s+process|notice|confidential)",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(
    r"until\s+(?:further\s+(?:order|notice)|(?:this|the)\s+court\s+(?:shall\s+|may\s+|has\s+)?(?:further\s+|otherwise\s+)?(?:order|direct)|otherwise\s+ordered|the\s+court\s+orders\s+otherwise)|(?:only\s+)?upon\s+(?:a\s+)?further\s+order|"
    r"indefinitely|unless\s+and\s+until\s+(?:otherwise\s+)?authori[sz]ed|without\s+limit\s+of\s+time",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:until|till|before|prior\s+to|ending(?:\s+on)?|through|expires?(?:\s+on)?|up\s+to)\s*(?:and\s+including\s+)?(?:the\s+)?[:\s]*$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"for\s+(?:a\s+period\s+of\s+)?(?:(?P<words>one|two|three|six|ninety|thirty|sixty|one\s+hundred\s+(?:and\s+)?eighty)\s+)?\(?(?P<number>\d+)?\)?\s*(?P<unit>days?|months?|years?)(?:\s+(?:from|after|of)\s+(?:the\s+date\s+of\s+)?(?:this|the|its|issuance|entry)|(?=\s*[.;]))",
    re.IGNORECASE,
)
_WORDS = {"one": 1, "two": 2, "three": 3, "six": 6, "ninety": 90, "thirty": 30, "sixty": 60}
# The words under a fax or a mail that went astray are no request.
_ASTRAY = re.compile(
    r"\bth(?:is|e)\s+(?:e-?\s?mail|message|facsimile|fax|transmission|communication|cover\s+sheet)\b[^.]{0,80}\b(?:confidential|privileged|intended|contains?)\b|"
    r"\b(?:by\s+mistake|in\s+error|intended\s+(?:only\s+)?(?:for|recipient)|destroy\s+it)\b",
    re.IGNORECASE,
)
_EMPTY_BOX = re.compile(r"^\W*(?:☐|□|\[\s*\])")
_TICKED = re.compile(r"^\W*(?:X|☒|☑|\[[xX]\])\s")


def read_nondisclosure(context: Context, *, is_order: bool, issued_on: date | None) -> Iterator[Fact]:
    """Ordered or requested, and the end of it; nothing where the paper says that notice is free."""
    ordered: list[Sentence] = []
    requested: list[Sentence] = []
    for sentence in context.sentences:
        text = sentence.text
        if (
            _ASTRAY.search(text)
            or _DENIES.search(text)
            or _EMPTY_BOX.match(text)
            or not _ABOUT_NOTICE.search(text)
        ):
            continue
        if _FORBIDS.search(text) and is_order and not _is_untaken_box(context, sentence):
            ordered.append(sentence)
        elif _ASKS.search(text) or (not is_order and _FORBIDS.search(text)):
            requested.append(sentence)
    said = ordered or requested
    if not said:
        return
    value = "ordered" if ordered else "requested"
    yield context.paper.fact("nondisclosure", value, said[0].start, said[0].end)
    for sentence in said:
        until = list(_until(context, sentence, issued_on))
        yield from until
        if until:
            return


def _is_untaken_box(context: Context, sentence: Sentence) -> bool:
    """A form's printed sentence with a blank in it, and no tick before it, orders nothing."""
    has_blank = bool(re.search(r"_{4,}", sentence.text))
    is_form = re.search(r"(?:until|before)\s*(?:_{2,}|\.{3,}|$)", sentence.text.strip(" .")) is not None
    return (has_blank or is_form) and not _TICKED.match(sentence.text)


def _until(context: Context, sentence: Sentence, issued_on: date | None) -> Iterator[Fact]:
    text = sentence.text
    for day in days_in(text, american=context.is_american, elsewhere=context.is_elsewhere):
        if _UNTIL.search(text[: day.start]):
            start = sentence.start + day.start
            fact = context.paper.fact("nondisclosure_until", str(day.on), start, sentence.start + day.end)
            yield fact if day.is_certain else fact.offered()
            return
    span = _SPAN.search(text)
    if span and issued_on:
        until = _after(issued_on, span)
        if until:
            start, end = sentence.start + span.start(), sentence.start + span.end()
            yield context.paper.fact(
                "nondisclosure_until", str(until), start, end, because="counted from the day of issue"
            )
            return
    indefinite = _INDEFINITE.search(text)
    if indefinite:
        start, end = sentence.start + indefinite.start(), sentence.start + indefinite.end()
        yield context.paper.fact("nondisclosure_until", "indefinite", start, end)


def _after(day: date, span: re.Match[str]) -> date | None:
    words = (span["words"] or "").lower()
    number = int(span["number"]) if span["number"] else _WORDS.get(words, 180 if "eighty" in words else 0)
    if not 0 < number < 4000:
        return None
    unit = span["unit"].lower().rstrip("s")
    if unit == "day":
        return day + timedelta(days=number)
    months = day.month - 1 + number * (12 if unit == "year" else 1)
    try:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1)
    except ValueError:
        return day.replace(year=day.year + months // 12, month=months % 12 + 1, day=28)
