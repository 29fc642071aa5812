# ruff: noqa: E501 - a pattern is read as one line
"""The accounts asked about: user names, profile and video addresses, user ids; as written, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.labels import Field, Line

_EXAMPLE = re.compile(
    r"\b(?:for\s*exam\w{3,4}|example\s+of|e\.\s?g\.|such\s+as|for\s+instance|sample)\b", re.IGNORECASE
)
_NAME = r"(?=_*[A-Za-z0-9])[A-Za-z0-9_](?:[A-Za-z0-9_.\-]{0,28}[A-Za-z0-9_])?"
_AT_NAME = re.compile(rf"(?<![\w.@/])@\s?({_NAME})(?![\w@])")
_URL = re.compile(
    r"(?:https?\s?:\s?//|www\.)[^\s<>\"“”()\[\]{}]+(?:(?:(?<=[/=@?&\-])\n|(?<=_)\n(?=[a-z0-9_.]+[ \t]*(?:\n|\ue000|$)))[^\s<>\"“”()]+)*",
    re.IGNORECASE,
)
_BEFORE_NAME = (
    r"(?:(?:the\s+)?user(?=\s*[\"“‘'@])|(?:subscriber|holder|user|owner)s?\s+of(?!\s+(?:the\s+)?(?:user|account|handle))|known\s+as(?!\s+(?:the\s+)?(?:user|account|handle))|user\s*-?\s?names?|usernames?|handles?|screen\s*names?|user\s+handles?|profile\s+name|"
    r"accounts?(?:\s+(?:holder|name|named|called|known\s+as|of\s+user|with|under|registered|identified|identifier)){0,2}|"
    r"cuenta|compte|konto|nutzername|such\s+information)"
)
_PROSE = re.compile(
    rf"\b{_BEFORE_NAME}(?:\s+(?:of|is|as|the|user|username|handle|handles|screen|name|named|with|associated|to|be|preserved|by))*\s*[:\-–]?\s*[\"“'‘*]?@?({_NAME})(?![\w@])",
    re.IGNORECASE,
)
_USER_ID = re.compile(
    r"\b(?:user|account|numeric|unique)?\s*-?\s*\b(?:id|uid|user\s*id)\b\s*(?:no\.?|number|#)?\s*[:#]?\s*(\d{6,22})\b",
    re.IGNORECASE,
)
_VIDEO_PATH = re.compile(
    r"/(?:video|videos|v|watch|status|reel|shorts|post|posts|clip)/[\w\-]+|/watch\?v=", re.IGNORECASE
)
_OTHER_PEOPLE = re.compile(r"\b(?:witness|victim|complainant|counsel|support@)\b", re.IGNORECASE)
_NO_NAMES = frozenset(
    [
        "name",
        "names",
        "holder",
        "holders",
        "holder's",
        "id",
        "ids",
        "number",
        "email",
        "the",
        "a",
        "of",
        "is",
        "and",
        "or",
        "to",
        "for",
        "in",
        "with",
        "this",
        "that",
        "its",
        "any",
        "all",
        "information",
        "records",
        "url",
        "identified",
        "listed",
        "below",
        "above",
        "described",
        "associated",
        "registered",
        "at",
        "as",
        "from",
        "by",
        "not",
        "has",
        "have",
        "was",
        "were",
        "be",
        "been",
        "who",
        "which",
        "whose",
        "must",
        "may",
        "shall",
        "will",
        "user",
        "users",
        "account",
        "accounts",
        "display",
        "named",
        "following",
        "particulars",
        "details",
        "data",
        "owner",
        "owner's",
        "page",
        "profile",
        "subject",
        "target",
        "suspect",
        "n/a",
        "none",
    ]
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address on the web as written, mended where a line's end broke it."""

    url: str
    start: int
    end: int


def read_identifiers(context: Context) -> Iterator[Fact]:
    """User names, profile and video addresses, user ids."""
    profiles = list(_profiles(context))
    paths = {path_name(fact.value).lower() for fact in profiles if path_name(fact.value)}
    yield from _once(profiles)
    yield from _once(_usernames(context, paths))
    yield from _once(_user_ids(context))


def _once(facts: Iterator[Fact] | list[Fact]) -> Iterator[Fact]:
    seen: set[tuple[str, str]] = set()
    for fact in facts:
        key = (fact.name, fact.value.lower())
        if key not in seen:
            seen.add(key)
            yield fact


def addresses_in(text: str) -> Iterator[Address]:
    """The web addresses in a text."""
    for hit in _URL.finditer(text):
        raw = hit.group()
        kept = raw.rstrip(".,;:!?'’*)")
        url = re.sub(r"\s+", "", kept)
        yield Address(url, hit.start(), hit.start() + len(kept))


def _profiles(context: Context) -> Iterator[Fact]:
    names = (
        {name.lower() for name, _, _ in _labelled_names(context)}
        | {hit[1].lower() for hit in _PROSE.finditer(context.text)}
        | {hit[1].lower() for hit in _AT_NAME.finditer(context.text)}
    )
    labelled = {
        re.sub(r"\s+", "", address.url)
        for field in context.labelled("profile_url", "video_url")
        for address in addresses_in(field.whole)
    }
    for address in addresses_in(context.text):
        if _is_example(context, address.start) or not _is_platform(address.url, context.hosts):
            continue
        if _VIDEO_PATH.search(address.url):
            yield context.paper.fact("identifier.video_url", address.url, address.start, address.end)
            continue
        name = path_name(address.url)
        if not name:
            continue
        fact = context.paper.fact("identifier.profile_url", address.url, address.start, address.end)
        is_sure = "/@" in address.url or name.lower() in names or address.url in labelled
        yield fact if is_sure else fact.offered("an address that may be a profile's")


def _is_platform(url: str, hosts: tuple[str, ...]) -> bool:
    if not hosts:
        return True
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", url.lower()).partition("/")[0]
    return any(host == known or host.endswith("." + known) for known in hosts)


def path_name(url: str) -> str:
    """The user's name in a profile's address: its only step.

    >>> path_name("https://clipstream.example/@velvet.otter_91")
    'velvet.otter_91'
    """
    path = re.sub(r"^(?:https?://)?[^/]*", "", url).partition("?")[0].strip("/")
    steps = path.split("/")
    is_name = re.fullmatch(rf"@?{_NAME}", steps[0]) is not None
    return steps[0].lstrip("@") if len(steps) == 1 and is_name else ""


def _is_example(context: Context, place: int) -> bool:
    sentence = context.sentence_at(place)
    return bool(_EXAMPLE.search(context.text[sentence.start : place])) and place - sentence.start < 400


def _usernames(context: Context, paths: set[str]) -> Iterator[Fact]:
    for name, field, line in _labelled_names(context):
        if _EXAMPLE.search(field.whole[: field.whole.find(name)]):
            continue
        found = field.fact(context.paper, "identifier.username", name, name)
        if line is not field.first:
            found = Field(field.key, field.label, line).fact(context.paper, "identifier.username", name, name)
        yield found if _looks_like_name(name) or name.lower() in paths else found.offered()
    yield from _names_in_prose(context, paths)


def _names_in_prose(context: Context, paths: set[str]) -> Iterator[Fact]:
    for pattern, is_marked in ((_AT_NAME, True), (_PROSE, False)):
        for hit in pattern.finditer(context.text):
            name = hit[1]
            if name.lower() in _NO_NAMES or _is_example(context, hit.start()):
                continue
            if not is_marked and not (_looks_like_name(name) or name.lower() in paths):
                continue
            if _is_in_url(context.text, hit.start(1)) or re.fullmatch(r"[\d.\-]+", name):
                continue
            fact = context.paper.fact("identifier.username", name, hit.start(1), hit.end(1))
            yield fact if _is_about_account(context, hit.start(), is_marked) else fact.offered()


def _is_about_account(context: Context, place: int, is_marked: bool) -> bool:
    sentence = context.sentence_at(place)
    return not _OTHER_PEOPLE.search(sentence.text) or not is_marked


def _is_in_url(text: str, place: int) -> bool:
    start = max(text.rfind(sign, 0, place) for sign in " \n\t(") + 1
    return (
        bool(re.match(r"(?:https?:|www\.)", text[start:place], re.IGNORECASE))
        or "@" in text[start : place - 1]
    )


def _looks_like_name(name: str) -> bool:
    """Whether a word is no word of the language: it has a digit, a dot, a stroke or a sign inside.

    >>> [_looks_like_name(word) for word in ("quiet.marsh", "holder", "U.S.C", "northpier_")]
    [True, False, False, True]
    """
    if (
        re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]?", name)
        or re.fullmatch(r"\d+", name)
        or name.lower() in _NO_NAMES
    ):
        return False
    if re.fullmatch(r"(?:inc|ltd|llc|www)\..*|.*\.(?:com|org|net|gov|pdf|example|test)", name, re.IGNORECASE):
        return False
    return bool(re.search(r"[0-9_.]", name)) or bool(re.search(r"[a-z][A-Z]", name))


def _labelled_names(context: Context) -> Iterator[tuple[str, Field, Line]]:
    for field in context.labelled("username"):
        lines = (field.first, *field.more)
        for number, line in enumerate(lines):
            names = list(_names_in(line.text))
            if number and not names:
                break
            for name in names:
                yield name, field, line


def _names_in(text: str) -> Iterator[str]:
    plain = re.sub(r"\([^)]*\)|https?://\S+", " ", text)
    pieces = [piece for piece in re.split(r"[,;/]\s*|\s+and\s+|\s{2,}", plain) if piece.strip()]
    for piece in pieces:
        hit = re.fullmatch(
            rf"[\s\"“'‘*•\-]*(?:user\s*name\s*:?\s*)?@?\s?({_NAME})[\s\"”'’*.]*(?:\(.*\))?",
            piece,
            re.IGNORECASE,
        )
        if (
            hit
            and hit[1].lower() not in _NO_NAMES
            and not re.fullmatch(r"_+", hit[1])
            and "@" not in piece.strip()[1:]
        ):
            yield hit[1]


def _user_ids(context: Context) -> Iterator[Fact]:
    for field in context.labelled("user_id"):
        for line in (field.first, *field.more):
            hits = re.findall(r"(?<![\w/])\d{5,22}(?!\w)", line.text)
            if not hits:
                break
            for value in hits:
                yield Field(field.key, field.label, line).fact(
                    context.paper, "identifier.user_id", value, value
                )
    for hit in _USER_ID.finditer(context.text):
        if not _is_example(context, hit.start()):
            yield context.paper.fact("identifier.user_id", hit[1], hit.start(1), hit.end(1))
