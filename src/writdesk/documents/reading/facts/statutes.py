# ruff: noqa: E501 - a pattern is read as one line
"""Statutes in one form each, whatever the paper's own: a grammar of the codes that such papers cite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from writdesk.documents.reading.fact import Fact
from writdesk.documents.reading.facts.context import Context
from writdesk.documents.reading.facts.organisations import title_case

# A section's sign as typed and as OCR sees it.
_SIGN = r"(?:§+|ss?\.|sections?|secs?\.?|[S$8]{1,2}(?=\s?\d{3,4}\s?[(a-z]))"
_NUMBER = r"\d+[A-Za-z]{0,2}(?:[-.:]\d+[A-Za-z]?)*"
_PART = r"(?:\s?\(\s?[0-9A-Za-z]{1,5}\s?\))*"
SECTION = rf"{_NUMBER}{_PART}"
_GLUE = r"[\s\n]*"
_LIST = rf"{SECTION}(?:\s*(?:,|;|and|&|or|,\s*and)\s*(?:§+\s?)?(?:{SECTION}(?!\s*(?:U\.?\s?S\.?\s?C|of\s+[Tt]itle))|(?:\(\s?[0-9A-Za-z]{{1,3}}\s?\))+))*"
_USC = re.compile(
    rf"(?:\b[Tt][Ii][Tt][Ll][Ee]\s+)?\b(?P<title>[1-5]?[\dlI])\s*,?\s*(?:of{_GLUE}the{_GLUE})?(?:U\.?{_GLUE}[S5$]\.?{_GLUE}C\.?(?:{_GLUE}A\.?)?(?!(?-i:[a-z]))|United{_GLUE}States{_GLUE}Codes?|U\.?\s?S\.?{_GLUE}Code)\s*,?{_GLUE}(?:Annotated,?\s*)?"
    rf"{_SIGN}?{_GLUE}(?P<list>{_LIST})",
    re.IGNORECASE,
)
_USC_BACKWARDS = re.compile(
    rf"\b(?:Sections?|§+){_GLUE}(?P<list>{_LIST})\s*,?{_GLUE}of{_GLUE}Title{_GLUE}(?P<title>\d+)(?:\s*,?{_GLUE}(?:of{_GLUE}the{_GLUE})?(?:United{_GLUE}States|U\.?\s?S\.?){_GLUE}Code)?",
    re.IGNORECASE,
)
# Canonical name, how it is written, and the sign before the section.
_STATES: tuple[tuple[str, str, str], ...] = (
    ("Cal. Penal Code", r"Cal(?:\.|ifornia)?\s+Penal\s+Code", "§"),
    ("N.Y. Crim. Proc. Law", r"N\.?\s?Y\.?\s+Crim(?:\.|inal)?\s+Proc(?:\.|edure)?\s+Law|\bCPL", "§"),
    ("N.Y. Penal Law", r"(?:N\.?\s?Y\.?|New\s+York)\s+Penal\s+Law", "§"),
    ("Fla. Stat.", r"Fla\.?\s+Stat(?:\.|utes?)?(?:\s+Ann\.)?|Florida\s+Statutes?", "§"),
    (
        "Tex. Code Crim. Proc.",
        r"Tex(?:\.|as)?\s+Code\s+(?:of\s+)?Crim(?:\.|inal)?\s+Proc(?:\.|edure)?(?:\s+Ann\.)?",
        "art.",
    ),
    ("Tex. Penal Code", r"Tex(?:\.|as)?\s+Penal\s+Code(?:\s+Ann\.)?", "§"),
    ("Va. Code", r"(?:Va\.|Virginia)\s+Code(?:\s+Ann\.)?|Code\s+of\s+Virginia", "§"),
    ("Wash. Rev. Code", r"Wash(?:\.|ington)?\s+Rev(?:\.|ised)?\s+Code(?:\s+Ann\.)?|\bRCW", "§"),
    ("Ohio Rev. Code", r"Ohio\s+Rev(?:\.|ised)?\s+Code(?:\s+Ann\.)?|\bO\.?R\.?C\.", "§"),
    ("N.J. Stat. Ann.", r"N\.?\s?J\.?\s?(?:S\.?\s?A\.?|Stat\.(?:\s+Ann\.)?)", "§"),
    (
        "Ariz. Rev. Stat.",
        r"Ariz(?:\.|ona)?\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?(?:\s+Ann\.)?|A\.?R\.?S\.?(?=\s*§)",
        "§",
    ),
    ("Colo. Rev. Stat.", r"Colo(?:\.|rado)?\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?|C\.?R\.?S\.?(?=\s*§)", "§"),
    ("Mich. Comp. Laws", r"Mich(?:\.|igan)?\s+Comp(?:\.|iled)?\s+Laws(?:\s+Ann\.)?|\bMCL", "§"),
    ("Ga. Code", r"Ga\.\s+Code(?:\s+Ann\.)?|O\.?C\.?G\.?A\.?", "§"),
    ("Nev. Rev. Stat.", r"Nev(?:\.|ada)?\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?|\bNRS", "§"),
    ("Or. Rev. Stat.", r"Or(?:\.|egon)?\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?|\bORS", "§"),
    ("Minn. Stat.", r"Minn(?:\.|esota)?\s+Stat(?:\.|utes?)?", "§"),
    ("Wis. Stat.", r"Wis(?:\.|consin)?\s+Stat(?:\.|utes?)?", "§"),
    ("N.C. Gen. Stat.", r"N\.?\s?C\.?\s+Gen(?:\.|eral)?\s+Stat(?:\.|utes?)?|\bN\.?C\.?G\.?S\.?", "§"),
    ("Conn. Gen. Stat.", r"Conn(?:\.|ecticut)?\s+Gen(?:\.|eral)?\s+Stat(?:\.|utes?)?", "§"),
    ("Mont. Code", r"Mont(?:\.|ana)?\s+Code(?:\s+Ann(?:\.|otated)?)?|\bMCA", "§"),
    ("Okla. Stat.", r"Okla(?:\.|homa)?\s+Stat(?:\.|utes?)?", "§"),
    ("Kan. Stat. Ann.", r"K(?:an)?\.?\s?S(?:tat)?\.?\s?A(?:nn)?\.(?=\s*(?:§|\d))", "§"),
    ("Mo. Rev. Stat.", r"(?:Mo\.|Missouri)\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?|\bRSMo", "§"),
    ("S.C. Code", r"S\.?\s?C\.\s+Code(?:\s+Ann\.)?|South\s+Carolina\s+Code", "§"),
    ("Md. Code", r"(?:Md\.|Maryland)\s+Code(?:\s+Ann\.)?", "§"),
    ("Ala. Code", r"Ala(?:\.|bama)\s+Code", "§"),
    ("Idaho Code", r"Idaho\s+Code(?:\s+Ann\.)?", "§"),
    ("Utah Code", r"Utah\s+Code(?:\s+Ann\.)?", "§"),
    ("Ind. Code", r"Ind(?:\.|iana)?\s+Code", "§"),
    ("Iowa Code", r"Iowa\s+Code", "§"),
    ("Tenn. Code Ann.", r"Tenn(?:\.|essee)?\s+Code(?:\s+Ann\.)?", "§"),
    (
        "La. Rev. Stat.",
        r"La(?:\.|\s?R\.?S\.?|ouisiana)\s+(?:Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?)|La\.\s?R\.?S\.?",
        "§",
    ),
    ("Haw. Rev. Stat.", r"Haw(?:\.|aii)?\s+Rev(?:\.|ised)?\s+Stat(?:\.|utes?)?|\bHRS", "§"),
    (
        "Mass. Gen. Laws",
        r"(?:Mass(?:\.|achusetts)?\s+Gen(?:\.|eral)?\s+Laws|M\.?G\.?L\.?)\s*,?\s*(?:ch?\.|chapter)?\s*\d+[A-Z]?,?",
        "§",
    ),
    ("Pa. Cons. Stat.", r"\d+\s+Pa\.?\s?C\.?\s?S\.?(?:\s?A\.?)?", "§"),
    ("Ill. Comp. Stat.", r"\d+\s+(?:ILCS|Ill\.\s+Comp\.\s+Stat\.)", ""),
)
_ARTICLE = r"(?:art(?:icle)?s?\.?|§+|sections?|secs?\.?|ch\.|s\.)"
_STATE = [
    (
        name,
        mark,
        re.compile(rf"(?P<code>{code})\s*,?\s*{_ARTICLE}?\s*(?P<section>\d[\w.\-:/]*{_PART})", re.IGNORECASE),
    )
    for name, code, mark in _STATES
]
_STATE_BACKWARDS = [
    (
        name,
        mark,
        re.compile(
            rf"{_ARTICLE}\s*(?P<section>\d[\w.\-:/]*{_PART})\s*,?\s*(?:of\s+(?:the\s+)?)?(?P<code>{code})(?=[\s,.;)]|$)",
            re.IGNORECASE,
        ),
    )
    for name, code, mark in _STATES
]
_ACT_NAME = r"(?P<act>(?:[A-Z][\w’'\-]*\.?|\([A-Z][\w\s\-]*\)|of|and|the|on|for|from|against|with|to|by|in)(?:\s+(?:[A-Z][\w’'\-]*\.?|\([A-Z][\w\s\-]*\)|of|and|on|for|from|against|with|to|by|in)){0,9}?\s(?:Act|Code|Sanhita|Ordinance|Law|Adhiniyam|ACT|CODE|SANHITA|ORDINANCE|LAW)),?(?:\s+(?P<year>(?:18|19|20)\d\d))?"
_ACT = re.compile(
    rf"\b(?P<kind>[Ss]ections?|SECTIONS?|[Ss]s?\.?|[Aa]rt(?:icle)?s?\.?)\s+(?P<section>{SECTION}(?:\s(?:bis|ter|quater))?)\s*,?\s+(?:of|OF)\s+(?:the\s+|THE\s+)?(?:(?P<demonym>Spanish|French|German|Italian|Indian|Australian|Canadian|Irish|Malaysian)\s+)?{_ACT_NAME}"
)
_ACT_FORWARDS = re.compile(
    rf"\b{_ACT_NAME}(?:\s*\([^)]{{1,20}}\))?\s*,?\s+(?P<kind>[Ss]ections?|[Ss]s?\.?|§)\s*(?P<section>{SECTION})"
)
# "s 39, Criminal Procedure Code 2010": the section first, without "of".
_COMMA = re.compile(rf"\b(?:[Ss]s?\.?|[Ss]ections?|[Ss]ec\.)\s+(?P<section>{SECTION}),\s+{_ACT_NAME}")
_CODE_OF = re.compile(
    rf"\b(?P<kind>[Ss]ections?|[Aa]rt(?:icle)?s?\.?)\s+(?P<section>{SECTION}(?:\s(?:bis|ter|quater))?)\s*,?\s+of\s+(?:the\s+)?(?:(?P<demonym>Spanish|French|German|Italian|Indian|Australian|Canadian|Irish|Malaysian)\s+)?(?P<act>(?:Code\s+of\s+(?:Criminal|Penal)\s+Procedure|(?:Criminal|Penal)\s+(?:Procedure\s+)?Code(?!\s+of)))(?:\s+(?P<year>(?:18|19|20)\d\d))?"
)
_PENAL_CODE = re.compile(
    rf"\bPenal\s+Code\s+(?:§+|sections?|secs?\.|[S$8])\s*(?P<section>\d[\w.]*{_PART})(?P<more>(?:\s*(?:,|and|&)\s*(?:§+\s*)?\d[\w.]*{_PART})*)",
    re.IGNORECASE,
)
_EU = re.compile(
    r"\b(?:Article|Art\.?)\s+(?P<section>\d+(?:\(\d+\))*)\s+of\s+(?:the\s+)?(?P<act>Regulation|Directive)\s+\(EU\)\s+(?:No\.?\s+)?(?P<number>\d{2,4}/\d{2,4})"
)
_STPO = re.compile(r"§+\s*(?P<section>\d+[a-z]?)\s+(?P<act>StPO|StGB|TTDSG|TDDDG)")
_DEMONYMS = {
    "Spanish": "Spain", "French": "France", "German": "Germany", "Italian": "Italy", "Indian": "India",
    "Australian": "Australia", "Canadian": "Canada", "Irish": "Ireland", "Malaysian": "Malaysia",
}  # fmt: skip
_RULES = re.compile(
    r"\b(?:Rule\s+(?P<a>\d+(?:\(\w+\))*)\s+of\s+the\s+Federal\s+Rules\s+of\s+Criminal\s+Procedure|Fed(?:\.|eral)\s+R(?:\.|ules?)\s+(?:of\s+)?Crim(?:\.|inal)\s+P(?:\.|rocedure)\s+(?P<b>\d+(?:\s?\(\w+\))*))",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:no\s+order|not\s+(?:sought|asked|made|ordered)|does\s+not\s+apply|privacy\s+act|nothing\s+in|"
    r"public\s+law)\b",
    re.IGNORECASE,
)


def read_statutes(context: Context) -> Iterator[Fact]:
    """Each statute once, in its canonical form."""
    seen: set[str] = set()
    found = statutes_in(context.text, country=context.country)
    values = {value for value, _, _ in found}
    for value, start, end in found:
        # A bracket that OCR took for a letter.
        if value in seen or (value[-1:] in "jlIJ1" and value[:-1] in values):
            continue
        seen.add(value)
        fact = context.paper.fact("statute", value, start, end)
        sentence = context.sentence_at(start)
        yield fact.offered("mentioned, not relied on") if _MENTIONED.search(sentence.text) else fact


def statutes_in(text: str, *, country: str | None = None) -> list[tuple[str, int, int]]:
    """Canonical form and place of each statute in a text, in its order.

    >>> [value for value, _, _ in statutes_in("under 18 USC §2703(c)(2), (d) and Title 18, Section 1")]
    ['18 U.S.C. § 2703(c)(2)', '18 U.S.C. § 2703(d)']
    """
    found: list[tuple[str, int, int]] = []
    for finder in (_federal, _state, _california, _rules):
        found += finder(text)
    taken = [(start, end) for _, start, end in found]
    foreign = [each for each in _foreign(text, country) if not _overlaps(each, taken)]
    return sorted(found + foreign, key=lambda each: each[1])


def _overlaps(each: tuple[str, int, int], taken: list[tuple[int, int]]) -> bool:
    return any(each[1] < end and start < each[2] for start, end in taken)


def _federal(text: str) -> Iterator[tuple[str, int, int]]:
    for pattern in (_USC, _USC_BACKWARDS):
        for hit in pattern.finditer(text):
            title = hit["title"].translate(str.maketrans("lI", "11"))
            for section in sections_of(hit["list"]):
                yield f"{title} U.S.C. § {section}", hit.start(), hit.end()


def sections_of(written: str) -> list[str]:
    """The sections of a list; a bare paragraph belongs to the section before it.

    >>> sections_of("2705(b)(2), (3) and 2703 (d)")
    ['2705(b)(2)', '2705(b)(3)', '2703(d)']
    """
    found: list[str] = []
    for piece in re.split(r"\s*(?:,|;|&|\band\b|\bor\b)\s*", written):
        plain = re.sub(r"[\s§]+", "", piece)
        if not plain:
            continue
        if plain.startswith("(") and found:
            found.append(_beside(found[-1], plain))
        else:
            found.append(plain)
    return found


def _beside(section: str, paragraph: str) -> str:
    """The section with its last paragraph of the same kind (number or letter) replaced."""
    parts = re.findall(r"\([^)]*\)", section)
    base = section[: section.find("(")] if parts else section
    is_number = paragraph[1:2].isdigit()
    like = [place for place, part in enumerate(parts) if part[1:2].isdigit() == is_number]
    keep = parts[: like[0 if not is_number else -1]] if like else parts
    return base + "".join(keep) + paragraph


def _state(text: str) -> Iterator[tuple[str, int, int]]:
    for pairs in (_STATE, _STATE_BACKWARDS):
        for name, mark, pattern in pairs:
            for hit in pattern.finditer(text):
                section = re.sub(r"\s+", "", hit["section"]).rstrip(".,;:-")
                code = _numbered(name, hit["code"])
                yield " ".join(filter(None, (code, mark, section))), hit.start(), hit.end()


def _california(text: str) -> Iterator[tuple[str, int, int]]:
    """The Penal Code without its state, in a paper of California's."""
    if re.search(r"\bcalifornia\b", text, re.IGNORECASE):
        for hit in _PENAL_CODE.finditer(text):
            section = "".join(hit["section"].split()).rstrip(".,;")
            if not re.search(r"california\s+$|cal\.\s*$", text[: hit.start()][-14:], re.IGNORECASE):
                yield f"Cal. Penal Code § {section}", hit.start(), hit.end()
                for more in re.findall(rf"\d[\w.]*{_PART}", hit["more"]):
                    yield f"Cal. Penal Code § {''.join(more.split()).rstrip('.,;')}", hit.start(), hit.end()


def _numbered(name: str, written: str) -> str:
    """Codes that carry a title's or chapter's number keep it."""
    number = re.search(r"\d+[A-Z]?", written)
    if not number:
        return name
    if name == "Mass. Gen. Laws":
        return f"{name} ch. {number.group()}"
    return (
        f"{number.group()} {name.replace('Ill. Comp. Stat.', 'ILCS').replace('Pa. Cons. Stat.', 'Pa. C.S.')}"
    )


def _rules(text: str) -> Iterator[tuple[str, int, int]]:
    for hit in _RULES.finditer(text):
        section = "".join((hit["a"] or hit["b"]).split())
        yield f"Fed. R. Crim. P. {section}", hit.start(), hit.end()


def _is_no_act(act: str, written: str) -> bool:
    """A bare "the Act" names nothing, and the United States Code is read elsewhere."""
    is_bare = written.lower().endswith(("the act", "the code", "the law")) or act in {"Act", "Code", "Law"}
    return is_bare or bool(re.match(r"(?:United States|U\.?\s?S\.?)\s+Code", act, re.IGNORECASE))


def _by_comma(flat: str, taken: list[tuple[int, int]], country: str | None) -> Iterator[tuple[str, int, int]]:
    for hit in _COMMA.finditer(flat):
        if any(start <= hit.start() < end for start, end in taken):
            continue
        taken.append(hit.span())
        year = f" {hit['year']}" if hit["year"] else ""
        section = "".join(hit["section"].split())
        value = f"{title_case(hit['act'])}{year} s {section}"
        yield (f"{value} ({country})" if country else value), hit.start(), hit.end()


def _without_heading(act: str) -> str:
    """An act's name without the paper's title, in capitals, that stands in the line above it."""
    lines = act.split("\n")
    while len(lines) > 1 and lines[0].isupper() and not lines[1].isupper():
        lines = lines[1:]
    return "\n".join(lines)


def _foreign(text: str, country: str | None) -> Iterator[tuple[str, int, int]]:
    flat = re.sub(r"\s", " ", text)
    taken: list[tuple[int, int]] = []
    for pattern in (_CODE_OF, _ACT, _ACT_FORWARDS):
        for hit in pattern.finditer(flat):
            if any(start <= hit.start() < end for start, end in taken):
                continue
            taken.append(hit.span())
            demonym = hit.groupdict().get("demonym")
            where = _DEMONYMS.get(demonym or "") or country
            act = title_case(
                re.sub(
                    r"^(?:of |the |and )+",
                    "",
                    " ".join(_without_heading(text[slice(*hit.span("act"))]).split()),
                )
            )
            if _is_no_act(act, hit["act"]):
                continue
            kind = "art." if hit["kind"].lower().startswith("art") else "s"
            year = f" {hit['year']}" if hit["year"] else ""
            section = re.sub(r"\s+(?=\()", "", hit["section"])
            value = f"{act}{year} {kind} {section}"
            yield (f"{value} ({where})" if where else value), hit.start(), hit.end()
    yield from _by_comma(flat, taken, country)
    for hit in _EU.finditer(flat):
        yield f"{hit['act']} (EU) {hit['number']} art. {hit['section']}", hit.start(), hit.end()
    for hit in _STPO.finditer(flat):
        yield f"{hit['act']} § {hit['section']} (Germany)", hit.start(), hit.end()
