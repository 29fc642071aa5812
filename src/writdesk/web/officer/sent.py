"""What an officer sent, and what was written since, opened for the officer."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.actions.reading import form_of, guideline_of
from writdesk.adapters.vault import open_text
from writdesk.store.messages import Message
from writdesk.store.requests import Request
from writdesk.web.measures import day_words, instant_words, size_words
from writdesk.web.request_form.asked import words

MOST_LISTED = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Accounts, data and process."""

    accounts: tuple[str, ...]
    data: tuple[str, ...]
    process: str


@dataclass(frozen=True, kw_only=True)
class SentDocument:
    """One file that was sent."""

    name: str
    size: str
    pages: int | None
    sha256: str
    received: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter or message of the desk, or one answer or message of the officer."""

    is_ours: bool
    title: str
    is_unread: bool
    documents: tuple[str, ...]
    subject: str
    text: str
    at: str
    mailed: str


def asked_of(row: Request) -> Asked:
    """What the request asks for."""
    form, guideline = form_of(row), guideline_of(row)
    titles = {category.id: category.title for category in guideline.categories}
    processes = {process.id: process.title for process in guideline.processes}
    named = form.process.id if form.process and form.process.id else ""
    return Asked(
        accounts=tuple(
            "; ".join(f"{words(each.type)}: {each.value}" for each in account.identifiers)
            for account in form.accounts
        ),
        data=tuple(
            " ".join(
                filter(
                    None,
                    (
                        titles.get(entry.category) or words(entry.category),
                        f"from {day_words(entry.from_on)}" if entry.from_on else "",
                        f"until {day_words(entry.until_on)}" if entry.until_on else "",
                        f"({entry.description})" if entry.description else "",
                    ),
                )
            )
            for entry in form.data_requested
        ),
        process=processes.get(named) or words(named),
    )


def documents_of(row: Request) -> tuple[SentDocument, ...]:
    """The first of the files, in the order in which they came; a page of ten thousand helps nobody."""
    return tuple(
        SentDocument(
            name=open_text(row.data_key, document.name_sealed, "document.name"),
            size=size_words(document.size),
            pages=document.pages,
            sha256=document.sha256,
            received=instant_words(document.received_at),
        )
        for document in row.documents.order_by("id")[:MOST_LISTED]
    )


def documents_left_over(row: Request) -> int:
    """How many files there are beyond those that are listed."""
    return max(row.documents.count() - MOST_LISTED, 0)


def letters_of(row: Request) -> tuple[Letter, ...]:
    """The thread, newest first."""
    return tuple(
        _letter(row, message) for message in row.messages.prefetch_related("documents").order_by("-id")
    )


def thread_of(row: Request) -> tuple[Letter, ...]:
    """The thread as one reads it: oldest first."""
    return letters_of(row)[::-1]


def _letter(row: Request, message: Message) -> Letter:
    subject = open_text(row.data_key, message.subject_sealed, "message.subject")
    return Letter(
        is_ours=message.is_outgoing,
        title=_title(message, subject),
        is_unread=message.is_free and message.is_outgoing and message.read_at is None,
        documents=tuple(
            open_text(row.data_key, document.name_sealed, "document.name")
            for document in message.documents.all()
        ),
        subject=subject,
        text=open_text(row.data_key, message.text_sealed, "message.text"),
        at=instant_words(message.at),
        # Of a message the mail said only that it is there.
        mailed=instant_words(message.mailed_at) if message.mailed_at and not message.is_free else "",
    )


def _title(message: Message, subject: str) -> str:
    if message.is_outgoing:
        return subject or "Message from the desk"
    return "Your message" if message.is_free else "Your answer"
