"""What became of a mail, in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from writdesk.adapters.vault import open_json
from writdesk.store.mail import Mail, MailState, MalwareCheck

STATES = {
    MailState.ARRIVED: "being filed",
    MailState.WAITING: "waits for the sender’s reply",
    MailState.HELD: "held for a person",
    MailState.FILED: "filed",
    MailState.ANSWERED: "answered",
    MailState.SET_ASIDE: "set aside",
}
# Why a mail is held: in the list, and as a sentence that says what to do.
REASONS = {
    "bounce": (
        "return address not valid",
        "A letter of ours came back: the return address of the request is not valid. Reach the officer "
        "another way, then set this mail aside.",
    ),
    "other_address": (
        "a reply from another address",
        "A reply from another address: it names a request, and does not come from its officer’s address. "
        "It has changed and seen nothing. Join it only if you know who wrote it.",
    ),
    "sender_not_shown": (
        "sender may be forged",
        "Nothing shows that this mail comes from the address it names. Call the agency back at a number "
        "of the directory before you make a request of it.",
    ),
    "unknown_sender": (
        "sender not in the directory",
        "The sender’s domain is not in the directory, and the mail may ask for data. Make a request of it, "
        "or tell the sender where to turn.",
    ),
    "unreadable": (
        "cannot be read",
        "The mail cannot be read as it must be, or names no sender. Its original is kept. Look at what "
        "can be read, then file it by hand.",
    ),
    "head_only": (
        "too large",
        "The mail is over the limit: only its head is here, the rest lies in the mailbox’s folder for mail "
        "that is too large. Fetch it from there and register it as a letter.",
    ),
    "malware": (
        "malware found",
        "The virus scanner found malware in this mail. Its text is shown; its attachments are not opened, "
        "shown or taken into a request, and its original stays sealed. Reach the sender another way for the "
        "papers, or set the mail aside.",
    ),
    "not_checked": (
        "cannot be checked for malware",
        "The virus scanner does not take this mail: it is too large or too intricate. Its attachments are "
        "not opened. Raise clamd’s limits and try again, or ask the sender for the papers another way.",
    ),
    "filing_failed": (
        "could not be filed",
        "The desk could not file this mail. Try again; if that does not help, file it by hand.",
    ),
}
OUTCOMES = {
    "request": "became a request",
    "reply": "joined its request",
    "inquiry": "a general inquiry",
    "machine": "written by a machine",
    "not_law_enforcement": "not from law enforcement",
    "reply_first": "the automatic message is not answered yet",
    "by_hand": "by a person",
}


def state_words(mail: Mail) -> str:
    """Where it stands."""
    return STATES[MailState(mail.state)]


def because_words(mail: Mail) -> str:
    """What became of it, or why it is held."""
    if mail.reason == "malware" and mail.malware_name:
        return f"malware found: {mail.malware_name}"
    if mail.reason:
        return REASONS.get(mail.reason, (mail.reason.replace("_", " "), ""))[0]
    return OUTCOMES.get(mail.outcome, mail.outcome.replace("_", " "))


def malware_words(mail: Mail, *, is_closed: bool) -> str:
    """What is to be said of malware beside the reason for which the mail is held; empty where nothing is."""
    if is_closed:
        return "Not opened yet: it has to be checked for malware first. The desk tries again by itself."
    if mail.malware == MalwareCheck.NOT_CHECKED:
        return "Not checked for malware: the virus scanner could not tell."
    if mail.malware == MalwareCheck.FOUND and mail.reason != "malware":
        return f"Malware was found in this mail ({mail.malware_name}). Its attachments were left out."
    if mail.malware == MalwareCheck.CANNOT_CHECK and mail.reason != "not_checked":
        return "This mail cannot be checked for malware. Its attachments were left out."
    return ""


def summary_of(mail: Mail) -> dict[str, Any]:
    """Sender and subject as they were read; empty before that, and once the key is destroyed."""
    if mail.seen_sealed is None or mail.data_key.wrapped is None:
        return {}
    return dict(open_json(mail.data_key, mail.seen_sealed, "mail.seen"))


def became_of(mail: Mail) -> tuple[str, str]:
    """Reference and page of what it became; empty when it became nothing."""
    if mail.request is not None:
        return mail.request.reference, reverse("desk_request", kwargs={"reference": mail.request.reference})
    if mail.inquiry is not None:
        return mail.inquiry.reference, reverse("desk_inquiry", kwargs={"reference": mail.inquiry.reference})
    return "", ""
