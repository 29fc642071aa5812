# ruff: noqa: E501 - a pattern is read as one line
"""What kind of paper this is, and which process: from its title first, from its words after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.paper import BREAK


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """Kind and process as guessed, with the reasons and where each stands in the text."""

    kind: str | None = None
    process: str | None = None
    form: str | None = None
    reasons: tuple[str, ...] = ()
    at: tuple[int, int] = (0, 0)
    is_certain: bool = False


_G = r"[\s\ue000]+"
_TITLES: tuple[tuple[str, str], ...] = (
    ("emergency", rf"emergency{_G}(?:data{_G})?(?:disclosure{_G})?request|emergency{_G}disclosure|exigent{_G}circumstances{_G}(?:request|form|disclosure)|request{_G}for{_G}emergency{_G}disclosure"),
    ("preservation", rf"(?:extension{_G}of{_G}(?:the{_G})?|request{_G}for{_G}(?:the{_G})?(?:extension{_G}of{_G})?|letter{_G}of{_G})?preservation(?:{_G}(?:of{_G}(?:records|evidence|data)|request|letter|order|demand|extension))?"),
    ("letter_rogatory", rf"letters?{_G}rogatory|letter{_G}of{_G}request|comisi[oó]n{_G}rogatoria|commission{_G}rogatoire|rechtshilfeersuchen|rogatory{_G}letter"),
    ("mlat_request", rf"(?:request{_G}for{_G})?(?:international{_G})?mutual{_G}(?:legal{_G})?assistance(?:{_G}request)?|MLAT(?:{_G}request)?|request{_G}for{_G}(?:international{_G})?(?:legal|judicial){_G}assistance"),
    ("search_order", rf"search{_G}order|order{_G}(?:to|for|of){_G}(?:the{_G})?search"),
    ("warrant", rf"(?:search(?:{_G}(?:and|&){_G}seizure)?|seizure|production|ping){_G}warrant|warrant{_G}(?:to{_G}search|of{_G}search|for{_G}(?:the{_G})?(?:search|seizure|production))|\bwarrant\b"),
    ("subpoena", rf"sub\s?p(?:o|ö)?(?:e)?na|\bsummons\b(?:{_G}to{_G}produce)?|(?:civil{_G}investigative|administrative){_G}demand"),
    ("court_order", rf"(?:production|disclosure|non-?\s?disclosure|sealing|court|judicial){_G}order|order{_G}(?:precluding|directing|for|pursuant|of{_G}court|to{_G}(?:disclose|produce)|compelling|authori[sz]ing|requiring)|\border\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TITLES)
_LEGAL = frozenset(name for name, _ in _TITLES) - {"emergency", "preservation"}
_ASKS_PRESERVATION = re.compile(r"\b(?:preserve|preserved|preservation)\b", re.IGNORECASE)
_COMMANDS = re.compile(
    r"you\s+are\s+(?:hereby\s+)?(?:commanded|ordered|required|summoned|directed)|it\s+is\s+(?:hereby\s+|therefore\s+|further\s+)*ordered|so\s+ordered",
    re.IGNORECASE,
)
_IN_DANGER = re.compile(
    r"danger\s+of\s+death|imminent\s+(?:danger|harm|threat|risk)|serious\s+(?:physical|bodily)\s+injury|"
    r"threat(?:ens)?\s+(?:to\s+)?life|life,\s+health\s+or\s+safety|2702\s*\(b\)\s*\(8\)",
    re.IGNORECASE,
)


def read_process(context: Context) -> Process:
    """The paper's kind and process, with reasons. Nothing is guessed from a single stray word."""
    titles = [*_labelled(context), *_titles(context)]
    subject = _named_in(titles)
    if subject in {"emergency", "preservation"}:
        at = next(place for name, _, place in titles if name == subject)
        title = next(words for name, words, _ in titles if name == subject)
        return Process(kind=subject, reasons=(f"its title says “{title}”",), at=at, is_certain=True)
    by_words = _by_words(context)
    if by_words and not (subject in _LEGAL and _COMMANDS.search(context.text)):
        return by_words
    if subject:
        at = next(place for name, _, place in titles if name == subject)
        title = next(words for name, words, _ in titles if name == subject)
        name = _refined(context, subject)
        return Process(
            kind="legal",
            process=name,
            form=_form(context) if name == "subpoena" else None,
            reasons=(f"its title says “{title}”",),
            at=at,
            is_certain=True,
        )
    return _without_title(context)


def _labelled(context: Context) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """What a form's "type of process" says, and the subject of a letter that stands beside its label."""
    for field in context.labelled("process_type", "to"):
        if field.key == "to" and not re.match(r"re$|subject$", field.label, re.IGNORECASE):
            continue
        for name, pattern in _PATTERNS:
            at = context.text.find(field.value)
            if field.key == "to" and name in _LEGAL:
                continue
            if at >= 0 and pattern.search(field.value):
                yield name, " ".join(field.value.split())[:80], (at, at + len(field.value))
                break


def _named_in(titles: list[tuple[str, str, tuple[int, int]]]) -> str | None:
    """The first kind of the table that a title names; a general "order" gives way to what says more."""
    names = [name for name, _, _ in titles]
    return next((name for name, _ in _TITLES if name in names), None)


def _titles(context: Context) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Lines in capitals or by themselves in the first part of the paper, or after a subject's label."""
    text = context.text
    until = max(1800, len(text) // 2)
    for hit in re.finditer(rf"[^\n{BREAK}]+", text[:until]):
        line = hit.group().strip()
        begins = re.match(r"(?:re|subject|subj|regarding|ref)\s*[:.]\s*", line, re.IGNORECASE)
        line = re.sub(r"\s+no\.?$", "", line, flags=re.IGNORECASE)
        is_title = _is_title(line) or begins or _opens_block(text, hit) or _opens_in_capitals(line)
        if not is_title or re.match(r"\s*(?:example|note|form)\b", line, re.IGNORECASE):
            continue
        for name, pattern in _PATTERNS:
            found = pattern.search(line)
            if found:
                start = hit.start() + hit.group().find(line)
                yield name, " ".join(line.split())[:80], (start, start + len(line))
                break


def _opens_block(text: str, hit: re.Match[str]) -> bool:
    """Whether a line is a block by itself and begins with a process: "Summons to produce records"."""
    line = hit.group().strip()
    is_alone = (
        text[: hit.start()].rstrip("\n")[-1:] in {"", BREAK} and text[hit.end() :].lstrip("\n")[:1] == BREAK
    )
    is_short = len(line.split()) <= 7 and not line.endswith((".", ",", ";", ":"))
    return (
        is_alone
        and is_short
        and any(pattern.match(line) for name, pattern in _PATTERNS if name != "court_order")
    )


def _opens_in_capitals(line: str) -> bool:
    """Whether a line begins with a title in capitals and goes on in small letters."""
    opening = re.match(r"(?:[A-Z]{3,}[\s()/&\-,]*){2,8}(?=[a-z\W]|$)", line)
    return bool(opening) and any(pattern.search(opening.group()) for _, pattern in _PATTERNS if opening)


def _is_title(line: str) -> bool:
    words = list(re.findall(r"[^\W\d_]+", line))
    if not 1 <= len(words) <= 14 or line.rstrip().endswith((".", ",", ";")):
        return False
    small = {
        "of",
        "the",
        "to",
        "a",
        "an",
        "and",
        "for",
        "in",
        "on",
        "before",
        "de",
        "or",
        "from",
        "with",
        "by",
    }
    return all(word[0].isupper() or word.lower() in small for word in words)


def _refined(context: Context, name: str) -> str:
    if name != "court_order":
        return name
    is_d_order = re.search(r"2703\s?\(\s?d\s?\)", context.text) and re.search(
        r"specific\s+and\s+articulable|order\s+(?:pursuant|under)|pursuant\s+to", context.text, re.IGNORECASE
    )
    return "court_order_2703d" if is_d_order else "court_order"


def _form(context: Context) -> str | None:
    text = context.text
    grand, administrative, trial = (
        len(re.findall(pattern, text, re.IGNORECASE))
        for pattern in (
            r"grand\s+jury|\bGJ\b",
            r"administrative\s+sub",
            r"\btrial\b|hearing|deposition|defendant|plaintiff",
        )
    )
    is_agencys = re.search(
        r"(?:administrative|investigative)[\s\ue000]+(?:sub|summons|demand)|\bsummons[\s\ue000]+(?:to[\s\ue000]+produce|no\b)|summoned\s+and\s+required",
        text,
        re.IGNORECASE,
    )
    if is_agencys and not grand:
        return "administrative"
    if grand:
        return "grand_jury"
    if trial:
        return "trial"
    return "administrative" if administrative else None


def _by_words(context: Context) -> Process | None:
    """Preservation and emergency letters often have no title: what they ask for tells."""
    text = context.text
    asks = re.search(
        r"(?:request|ask|please|requested|hereby|asked)\b[^.\ue000]{0,240}?\b(?:preserv(?:e|ed|ation)|renew(?:ed|al)?|extend(?:ed)?)\b",
        text,
        re.IGNORECASE,
    )
    cites = re.search(r"2703\s?\(\s?f\s?\)", text)
    if asks and cites:
        reasons = ("it asks to preserve records", "it cites 18 U.S.C. § 2703(f)")
        return Process(kind="preservation", reasons=reasons, at=asks.span(), is_certain=True)
    danger = list(_IN_DANGER.finditer(text))
    says = re.search(r"\bemergency\b", text, re.IGNORECASE)
    if danger and says and not _COMMANDS.search(text):
        reasons = (f"it speaks of “{' '.join(danger[0].group().split())}”", "it calls itself an emergency")
        return Process(kind="emergency", reasons=reasons, at=danger[0].span(), is_certain=True)
    return None


def _without_title(context: Context) -> Process:
    text = context.text
    for name, pattern in _PATTERNS:
        found = pattern.search(text)
        if found and name in {"letter_rogatory", "mlat_request"}:
            reason = f"it speaks of “{' '.join(found.group().split())}”"
            return Process(kind="legal", process=name, reasons=(reason,), at=found.span())
    asks = re.search(r"[Bb]y\s+(?:the\s+)?(?:enclosed\s+)?order\s+of\s+(?:the\s+)?[A-Z]\w*\s+Court", text)
    if asks:
        return Process(
            kind="legal",
            process="court_order",
            reasons=("it relies on a court's order",),
            at=asks.span(),
            is_certain=True,
        )
    notice = re.search(
        r"\bnotice\s+(?:under\s+section\s+\d+|to\s+produce\b|requiring\b|of\s+(?:requirement|demand)\b)",
        text,
        re.IGNORECASE,
    )
    if notice:
        return Process(
            kind="legal", reasons=("it is a notice under a statute",), at=notice.span(), is_certain=True
        )
    if _ASKS_PRESERVATION.search(text):
        found_at = _ASKS_PRESERVATION.search(text)
        assert found_at is not None
        return Process(kind="preservation", reasons=("it asks to preserve records",), at=found_at.span())
    commands = _COMMANDS.search(text)
    if commands:
        reason = f"it commands: “{' '.join(commands.group().split())}”"
        return Process(kind="legal", reasons=(reason,), at=commands.span())
    return Process()


def process_facts(context: Context, process: Process) -> Iterator[Fact]:
    """Kind, process and form as facts."""
    because = "; ".join(process.reasons)
    for name, value in (("kind", process.kind), ("process", process.process), ("process_form", process.form)):
        if value:
            fact = context.paper.fact(name, value, *process.at, because=because)
            yield fact if process.is_certain else fact.offered(because)
