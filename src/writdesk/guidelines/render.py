"""The public page of a guideline, made from its file: HTML (a fragment or a whole page) and Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from writdesk.core.guideline import Basis, Guideline, Provision
from writdesk.core.reach import Reach, Reachable
from writdesk.guidelines.ladder import IN_WORDS, Ladder, ladder
from writdesk.guidelines.words import (
    applies_in_words,
    condition_in_words,
    consequence_in_words,
    listed,
    practice_rules,
)

STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 28%, Canvas); }
:root { --quiet: color-mix(in srgb, CanvasText 72%, Canvas); font: 1.05rem/1.55 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
table { overflow-wrap: normal; }
h1 { line-height: 1.2; margin-bottom: .2rem; }
h2 { margin-top: 2.5rem; }
.about, .asks { color: var(--quiet); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: 100%; }
th, td { border: 1px solid var(--line); padding: .45rem .7rem; text-align: center; }
tbody th { text-align: left; font-weight: 600; }
td.yes { background: #1b7f3b; color: #fff; font-weight: 700; }
td.in_part { background: #8a5a00; color: #fff; font-weight: 700; }
td.cannot_tell { font-style: italic; }
blockquote { border-left: .25rem solid var(--line); margin: .4rem 0; padding-left: .9rem; }
ol.provisions { padding-left: 2.2rem; }
ol.provisions > li { margin: 1.1rem 0; }
"""


def render_page(guideline: Guideline) -> str:
    """A page that stands alone: open it in any browser."""
    title = escape(f"{guideline.title}, {guideline.provider}")
    return (
        f'<!doctype html>\n<html lang="{escape(guideline.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{render_fragment(guideline)}\n</body>\n</html>\n"
    )


def render_fragment(guideline: Guideline) -> str:
    """The page's content without head and style, for a page that brings its own."""
    return "\n".join(
        [
            *_html_head(guideline),
            '<h2 id="ladder">What opens which data</h2>',
            *_html_ladder(ladder(guideline)),
            *_html_categories(guideline),
            *_html_channels(guideline),
            '<h2 id="provisions">What a request must be</h2>',
            *_html_provisions(guideline.provisions),
            *_html_practice(guideline),
            *_html_sections(guideline),
        ]
    )


def _html_head(guideline: Guideline) -> Iterator[str]:
    yield f"<h1>{escape(guideline.title)}</h1>"
    yield f'<p class="about">{escape(_about(guideline))}</p>'
    if guideline.note:
        yield f'<p class="note">{escape(guideline.note)}</p>'
    for referral in guideline.routing.refers:
        yield f"<p>{escape(_referral_in_words(referral.jurisdictions, referral.to))}</p>"


def _about(guideline: Guideline) -> str:
    until = f" to {guideline.in_force_until}" if guideline.in_force_until else ""
    provider = guideline.provider.removesuffix(".")
    return f"{provider}. Version {guideline.version}, in force from {guideline.in_force_from}{until}."


def _referral_in_words(countries: Iterable[str], to: str) -> str:
    return f"Requests of {listed(countries)}: see {to}."


def _html_ladder(table: Ladder) -> Iterator[str]:
    yield '<div class="scroll"><table class="ladder"><thead><tr><th scope="col">Legal process</th>'
    yield "".join(f'<th scope="col">{escape(each.title)}</th>' for each in table.categories)
    yield "</tr></thead><tbody>"
    for rung in table.rungs:
        cells = "".join(_html_cell(each) for each in rung.cells)
        yield f'<tr><th scope="row">{escape(rung.process.title)}</th>{cells}</tr>'
    yield "</tbody></table></div>"


def _html_cell(reach: Reach) -> str:
    return f'<td class="{reach.reachable}">{escape(_cell_in_words(reach))}</td>'


def _cell_in_words(reach: Reach) -> str:
    word = IN_WORDS[reach.reachable]
    return f"{word}: {', '.join(reach.fields)}" if reach.reachable is Reachable.IN_PART else word


def _html_categories(guideline: Guideline) -> Iterator[str]:
    yield '<h2 id="categories">The data</h2>'
    for category in guideline.categories:
        yield f'<h3 id="category-{escape(category.id)}">{escape(category.title)}</h3>'
        yield _html_quote(category.text)
        if category.fields:
            yield f'<p class="asks">Fields: {escape(_plain_list(category.fields))}.</p>'
        if category.retention:
            yield f"<p>{escape(category.retention)}</p>"


def _plain_list(words: Iterable[str]) -> str:
    return listed(word.replace("_", " ") for word in words)


def _html_channels(guideline: Guideline) -> Iterator[str]:
    yield '<h2 id="channels">How to send a request</h2>\n<ul>'
    for channel in guideline.channels:
        takes = f"{listed(str(kind) for kind in channel.takes)} requests" if channel.takes else "no requests"
        note = f" {channel.note}" if channel.note else ""
        address = f" {channel.address}" if channel.address else ""
        says = escape(f"{address}: {takes}.{note}")
        yield f"<li><strong>{escape(channel.title or channel.id)}</strong>{says}</li>"
    yield "</ul>"


def _html_provisions(provisions: Iterable[Provision]) -> Iterator[str]:
    yield '<ol class="provisions">'
    for provision in provisions:
        anchor = f"provision-{escape(provision.id)}"
        practice = " (good practice; not in the published text)" if provision.basis is Basis.PRACTICE else ""
        yield f'<li id="{anchor}">{escape(condition_in_words(provision))}{practice}'
        yield _html_quote(provision.text)
        follows = f"Asked of {applies_in_words(provision)}. If not: {consequence_in_words(provision)}."
        remedy = f" {provision.remedy}" if provision.remedy else ""
        yield f'<p class="asks">{escape(follows + remedy)} <a class="anchor" href="#{anchor}"><code>'
        yield f"{escape(provision.id)}</code></a></p></li>"
    yield "</ol>"


def _html_practice(guideline: Guideline) -> Iterator[str]:
    yield '<h2 id="practice">What the provider does</h2>'
    for rule in practice_rules(guideline):
        yield f"<h3>{escape(rule.name)}</h3>"
        if rule.says:
            yield f"<p>{escape(rule.says)}</p>"
        yield _html_quote(rule.text)


def _html_sections(guideline: Guideline) -> Iterator[str]:
    if guideline.sections:
        yield '<h2 id="besides">What the text says besides</h2>'
    for heading, sections in groupby(guideline.sections, key=lambda section: section.heading):
        yield f"<h3>{escape(heading)}</h3>"
        yield from (f"<p>{_html_lines(section.text)}</p>" for section in sections)


def _html_quote(text: str) -> str:
    return f"<blockquote>{_html_lines(text)}</blockquote>"


def _html_lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.strip().splitlines())


def render_markdown(guideline: Guideline) -> str:
    """The page as Markdown."""
    parts = [f"# {_md(guideline.title)}", _md(_about(guideline)), _md(guideline.note)]
    parts += [_md(_referral_in_words(each.jurisdictions, each.to)) for each in guideline.routing.refers]
    parts += ["## What opens which data", _md_ladder(ladder(guideline)), "## The data"]
    for category in guideline.categories:
        parts += [f"### {_md(category.title)}", _md_quote(category.text), _md(category.retention)]
    parts += [
        "## How to send a request",
        *(f"- {_md(c.title or c.id)} {_md(c.address)}" for c in guideline.channels),
    ]
    parts += ["## What a request must be", *_md_provisions(guideline.provisions), "## What the provider does"]
    for rule in practice_rules(guideline):
        parts += [f"### {_md(rule.name)}", _md(rule.says), _md_quote(rule.text)]
    for section in guideline.sections:
        parts += [f"### {_md(section.heading)}", _md(section.text)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _md_ladder(table: Ladder) -> str:
    head = ["Legal process", *(category.title for category in table.categories)]
    rows = [[rung.process.title, *(_cell_in_words(each) for each in rung.cells)] for rung in table.rungs]
    return markdown_table(head, rows)


def markdown_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown; a bar or a line end inside a cell cannot break it."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    cells = ([_md(" ".join(each.split())) for each in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _md_provisions(provisions: Iterable[Provision]) -> Iterator[str]:
    for number, provision in enumerate(provisions, start=1):
        practice = " *(good practice)*" if provision.basis is Basis.PRACTICE else ""
        yield (
            f'{number}. <a id="provision-{provision.id}"></a>{_md(condition_in_words(provision))}{practice} '
            f"`{provision.id}`\n\n   “{_md(' '.join(provision.text.split()))}”\n\n"
            f"   Asked of {_md(applies_in_words(provision))}. "
            f"If not: {_md(consequence_in_words(provision))}. {_md(provision.remedy)}"
        )


def _md_quote(text: str) -> str:
    return "\n".join(f"> {_md(line)}".rstrip() for line in text.strip().splitlines())


def _md(text: str) -> str:
    """Text in which nothing is markup."""
    for sign in "\\|*`":
        text = text.replace(sign, "\\" + sign)
    return text.replace("<", "&lt;")
