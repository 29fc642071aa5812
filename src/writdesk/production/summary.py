"""``summary.html``: the page that an officer opens first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from writdesk.core.collected import Record, Scalar
from writdesk.production.contents import Contents, KindContents
from writdesk.production.pages import facts, isolated, page, table, text
from writdesk.production.particulars import (
    REASON_WORDS,
    Custodian,
    GrantedData,
    GuidelineSentences,
    NotProvided,
    Particulars,
    QuotedSentence,
)

SUMMARY_FILE = "data/summary.html"
_WHOLE_UP_TO = 3
_CELL_LENGTH = 240
_ABBREVIATIONS = {"id": "ID", "ip": "IP", "url": "URL", "utc": "UTC"}


def summary_pieces(
    *,
    particulars: Particulars,
    contents: Contents,
    missing: list[NotProvided],
    sentences: GuidelineSentences,
    custodian: Custodian,
    data_manifest_sha256: str,
    at: datetime,
) -> Iterable[bytes]:
    """The page, piece by piece."""
    body = (
        *_top(particulars, contents, at),
        *_contents_part(particulars, contents),
        *_missing_part(missing, particulars, contents),
        *_about_part(sentences, particulars),
        *_check_part(custodian, data_manifest_sha256),
        *_first_records(particulars, contents),
    )
    return page(f"Records for {particulars.reference}", body)


def words_of(name: str) -> str:
    """A category's or field's name as words.

    >>> words_of("direct_message"), words_of("login_ip")
    ('Direct message', 'Login IP')
    """
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in name.replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _top(particulars: Particulars, contents: Contents, at: datetime) -> Iterator[str]:
    utc = at.astimezone(UTC)
    records = _counted(sum(contents.records.values()), "record", "records")
    media = _counted(contents.media_files, "media file", "media files")
    yield f'<p class="above">{text(particulars.provider)}</p>'
    yield f"<h1>Records produced for {text(particulars.reference)}</h1>"
    agency = isolated(particulars.agency)
    yield f'<p class="lead">{records} and {media} in answer to the request of {agency}.</p>'
    yield facts(
        [
            ("Legal process", isolated(particulars.process)),
            ("Received", _day(particulars.received_on)),
            ("Prepared", f'<time datetime="{utc.isoformat()}">{_day(utc)}, {utc:%H:%M} UTC</time>'),
            (
                "Guideline applied",
                f"{text(particulars.guideline_title)} ({text(particulars.guideline_version)})",
            ),
            ("Accounts", "<br>".join(_account(one.identifier, one.account) for one in particulars.accounts)),
        ]
    )


def _account(identifier: str, account: str | None) -> str:
    found = f"account <code>{text(account)}</code>" if account else "no account found"
    return f'{isolated(identifier)} <span class="quiet">→ {found}</span>'


def _contents_part(particulars: Particulars, contents: Contents) -> Iterator[str]:
    yield "<h2>What is in the package</h2>"
    rows = [row for granted in particulars.granted for row in _rows_of(granted, contents)]
    labels = ("Data", "Granted for", "Records", "Files")
    yield table("Data categories that the grant covers, with their files", labels, rows)
    if contents.media_lists:
        yield (
            '<p class="quiet">Media lie in each category’s folder <code>media/</code>; '
            "<code>media-files.csv</code> lists each one with its record and its SHA-256.</p>"
        )


def _rows_of(granted: GrantedData, contents: Contents) -> Iterator[tuple[str, ...]]:
    span, kinds = _span(granted), contents.of(granted.category)
    title = text(granted.title or words_of(granted.category))
    if not kinds:
        yield title, span, "0", "No records found"
    for kind in kinds:
        name = f'{title}<br><span class="kind">{text(words_of(kind.kind))}</span>'
        count = f'<span data-records="{text(kind.key)}">{kind.records}</span>'
        yield name, span, count, _links(kind, contents)


def _links(kind: KindContents, contents: Contents) -> str:
    found = [_link(kind.csv.path, "CSV"), _link(kind.jsonl.path, "JSON Lines")]
    if kind.media_files:
        media = _counted(kind.media_files, "media file", "media files")
        found.append(_link(contents.media_lists[kind.category].path, media))
    return " · ".join(found)


def _link(path: str, words: str) -> str:
    """Relative to ``data/``, where the summary lies."""
    return f'<a class="file" href="{text(path.removeprefix("data/"))}">{text(words)}</a>'


def _missing_part(missing: list[NotProvided], particulars: Particulars, contents: Contents) -> Iterator[str]:
    yield "<h2>What is not in the package, and why</h2>"
    if not missing:
        yield "<p>Nothing that was asked for is left out.</p>"
        return
    if contents.left_out:
        many = contents.records_left_out
        verb = "record within the grant was" if many == 1 else "records within the grant were"
        yield (
            f"<p><span data-left-out>{many}</span> {verb} left out by the custodian, who looked through what "
            "was collected. The table says of which kind, and why.</p>"
        )
    titles = {granted.category: granted.title for granted in particulars.granted}
    rows = [
        (
            text(titles.get(one.category) or words_of(one.category) or "Account"),
            isolated(one.what),
            REASON_WORDS[one.reason],
            text(one.explanation),
        )
        for one in missing
    ]
    labels = ("Data", "What", "Answer", "Why")
    yield table("Asked for, and not provided or not provided whole", labels, rows)


def _about_part(sentences: GuidelineSentences, particulars: Particulars) -> Iterator[str]:
    yield "<h2>About these records</h2>"
    yield f'<p class="quiet">The guideline of {text(particulars.provider)} says:</p>'
    yield "<h3>How long records are kept</h3>"
    yield _quotes(sentences.retention)
    yield "<h3>What account holders entered themselves</h3>"
    yield _quotes(sentences.accuracy)


def _quotes(quoted: tuple[QuotedSentence, ...]) -> str:
    if not quoted:
        return "<p>The guideline says nothing about this.</p>"
    return "".join(
        f"<blockquote>{text(one.sentence)}{f'<cite>{text(one.section)}</cite>' if one.section else ''}"
        "</blockquote>"
        for one in quoted
    )


def _check_part(custodian: Custodian, data_manifest_sha256: str) -> Iterator[str]:
    yield "<h2>Certificate, and how to check this package</h2>"
    yield (
        f"<p>{text(custodian.name)}, {text(custodian.title)}, certifies these records in "
        f"{_link('data/certificate.pdf', 'certificate.pdf')}. The certificate names the SHA-256 of "
        f"{_link('data/data-manifest.txt', 'data-manifest.txt')}, which lists every file of the records:</p>"
        f"<pre>{text(data_manifest_sha256)}</pre>"
        f"<p>{_link('data/how-to-verify.html', 'How to verify this')} says on one page how anyone checks "
        f"that nothing was changed, with tools that every system has.</p>"
    )


def _first_records(particulars: Particulars, contents: Contents) -> Iterator[str]:
    if not contents.kinds:
        return
    titles = {granted.category: granted.title for granted in particulars.granted}
    yield "<h2>The first records of each kind</h2>"
    yield '<p class="quiet">Long values are cut here. The files hold every record whole.</p>'
    for kind in contents.kinds:
        title = text(titles.get(kind.category) or words_of(kind.category))
        yield (
            f"<h3>{text(words_of(kind.kind))} <small>{title} · {len(kind.first)} of "
            f"{_counted(kind.records, 'record', 'records')}</small></h3>"
        )
        yield from _sheets(kind) if kind.records <= _WHOLE_UP_TO else [_rows(kind)]


def _sheets(kind: KindContents) -> Iterator[str]:
    for record in kind.first:
        rows = [(words_of(column), _value(value)) for column, value in record.values.items()]
        yield facts(
            [
                ("Record", f"<code>{text(record.id)}</code>"),
                ("Account", f"<code>{text(record.account)}</code>"),
                *rows,
            ]
        )


def _rows(kind: KindContents) -> str:
    labels = ("Record", *(words_of(column) for column in kind.columns))
    rows = (_row(record, kind.columns) for record in kind.first)
    return table(f"{words_of(kind.kind)}: the first {len(kind.first)}", labels, rows, "records")


def _row(record: Record, columns: tuple[str, ...]) -> tuple[str, ...]:
    return f"<code>{text(record.id)}</code>", *(_value(record.values.get(column)) for column in columns)


def _value(value: Scalar) -> str:
    if value is None or value == "":
        return '<span class="quiet">–</span>'
    if isinstance(value, bool):
        return "yes" if value else "no"
    shown = str(value)
    return isolated(shown if len(shown) <= _CELL_LENGTH else f"{shown[:_CELL_LENGTH]} …")


def _span(granted: GrantedData) -> str:
    if granted.from_on is None and granted.until_on is None:
        return "All dates"
    if granted.until_on is None:
        return f"From {_day(granted.from_on)}"
    if granted.from_on is None:
        return f"Until {_day(granted.until_on)}"
    return f"{_day(granted.from_on)} to {_day(granted.until_on)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}".replace(" ", "\u00a0") if day else ""


def _counted(number: int, one: str, many: str) -> str:
    """
    >>> _counted(1, "record", "records"), _counted(12345, "record", "records")
    ('1 record', '12\\u202f345 records')
    """
    return f"{number:,}".replace(",", "\u202f") + f" {one if number == 1 else many}"
