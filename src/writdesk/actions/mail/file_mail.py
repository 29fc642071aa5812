"""The worker files a mail: looks at it once, freezes who sent it, and does what the table says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from writdesk.actions.actor import DESK
from writdesk.actions.errors import CannotCheckNow, ChangedMeanwhile, InputRefused, MalwareFound
from writdesk.actions.mail.inquire import continue_inquiry, open_inquiry
from writdesk.actions.mail.join_reply import bounced_request, join_reply, own_address, thread_of
from writdesk.actions.mail.mail_check import check_mail, set_on
from writdesk.actions.mail.mail_seen import (
    Seen,
    address_ref,
    authenticated,
    results_of,
    seen_of,
    sender_standing,
    shown_by,
)
from writdesk.actions.mail.request_of_mail import request_of_mail
from writdesk.actions.mail.settle_mail import Settlement, settle_mail
from writdesk.actions.reading import guideline_in_force
from writdesk.adapters.vault import seal_json
from writdesk.core.guideline import Guideline
from writdesk.core.mail_fate import HELD, Fate, MailFacts, Shown, fate_of
from writdesk.ledger.codes import Code
from writdesk.sealing.errors import SealingError
from writdesk.store.mail import Inquiry, Mail, MailState, MalwareCheck
from writdesk.store.requests import Request

EMAIL = "email"
WHERE_TO_TURN = "where_to_turn"


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One mail on its way to its place."""

    mail: Mail
    seen: Seen
    shown: Shown
    guideline: Guideline
    thread: Request | Inquiry | Mail | None
    columns: dict[str, Any]
    at: datetime


def file_mail(mail_id: int, *, at: datetime) -> Fate | None:
    """File one mail; None when somebody did already. What cannot be filed raises, and is held in the end."""
    mail = Mail.objects.select_related("data_key").get(pk=mail_id)
    if mail.state != MailState.ARRIVED:
        return None
    checked = check_mail(mail)
    set_on(mail, checked)
    filing = _looked_at(mail, checked, at)
    fate = fate_of(_facts(filing))
    try:
        _DO.get(fate, _hold if fate in HELD else _request)(filing, fate)
    except CannotCheckNow:
        raise
    except MalwareFound:
        # In an attachment, and not seen in the mail as a whole.
        filing.columns["malware"] = MalwareCheck.FOUND.value
        _hold(filing, Fate.MALWARE)
    except InputRefused:
        _hold(filing, Fate.UNREADABLE)
    except ChangedMeanwhile:
        return None
    return fate


def hold_mail(mail_id: int, *, at: datetime) -> None:
    """Filing was given up (the reader died, or room ran out): the mail waits for a person."""
    mail = Mail.objects.select_related("data_key").get(pk=mail_id)
    if mail.state == MailState.ARRIVED:
        what = Settlement(code=Code.MAIL_HELD, reason="filing_failed", columns=_checked_if_possible(mail))
        settle_mail(mail, what, by=DESK, at=at)


def _checked_if_possible(mail: Mail) -> dict[str, str]:
    try:
        return check_mail(mail)
    except (CannotCheckNow, OSError, SealingError):
        return {}


def _looked_at(mail: Mail, checked: dict[str, str], at: datetime) -> Filing:
    seen = seen_of(mail)
    frozen = authenticated(mail, seen)
    shown = shown_by(results_of(frozen), seen.domain)
    key = mail.data_key
    return Filing(
        mail=mail,
        seen=seen,
        shown=shown,
        guideline=guideline_in_force(mail.received_at.date()),
        thread=thread_of(seen),
        columns={
            "seen_sealed": seal_json(key, seen.summary(), "mail.seen"),
            "authentication_sealed": seal_json(key, frozen, "mail.authentication"),
            "address_ref": address_ref(seen.address),
            **checked,
        },
        at=at,
    )


def _facts(filing: Filing) -> MailFacts:
    seen, origin = filing.seen, filing.seen.origin
    is_bounce = origin.bounce is not None
    about = bounced_request(seen) if is_bounce else filing.thread
    return MailFacts(
        has_malware=filing.mail.malware == MalwareCheck.FOUND,
        cannot_be_checked=filing.mail.malware == MalwareCheck.CANNOT_CHECK,
        is_head_only=bool(seen.envelope.get("is_head_only")),
        is_unreadable="unreadable" in seen.read.fault_codes or not seen.address,
        is_machine=not origin.may_be_answered or _is_from_nobody(seen),
        is_bounce=is_bounce,
        is_about_ours=about is not None,
        is_own_address=filing.thread is not None and _is_own_address(filing.thread, seen),
        shown=filing.shown,
        standing=sender_standing(seen.domain, filing.mail.received_at),
        is_emergency=seen.is_emergency,
        reads_like_request=seen.reads_like_request,
        must_reply_first=must_reply_first(filing.guideline, seen),
    )


def _is_from_nobody(seen: Seen) -> bool:
    """The null return path marks what wants no answer (RFC 5321, 4.5.5)."""
    return bool(seen.envelope["recipients"]) and seen.envelope["mail_from"] == ""


def _is_own_address(thread: Request | Inquiry | Mail, seen: Seen) -> bool:
    return bool(seen.address) and own_address(thread) == seen.address


def must_reply_first(guideline: Guideline, seen: Seen) -> bool:
    """Whether the guideline lets nobody see such a mail before the automatic message was answered."""
    return any(
        provision.condition == "automatic_reply_answered" and seen.kind in provision.applies_to
        for provision in guideline.provisions
    )


def _settle(filing: Filing, code: Code, fate: Fate, **more: Any) -> None:
    columns = {**filing.columns, **more.pop("columns", {})}
    what = Settlement(code=code, columns=columns, **{"outcome": fate.value, **more})
    settle_mail(filing.mail, what, by=DESK, at=filing.at)


def _hold(filing: Filing, fate: Fate) -> None:
    about = bounced_request(filing.seen) if fate is Fate.BOUNCE else None
    columns = {**filing.columns, "request": about} if isinstance(about, Request) else filing.columns
    what = Settlement(code=Code.MAIL_HELD, reason=fate.value, columns=columns)
    settle_mail(filing.mail, what, by=DESK, at=filing.at)


def _set_aside(filing: Filing, fate: Fate) -> None:
    _settle(filing, Code.MAIL_SET_ASIDE, fate)


def _turn_away(filing: Filing, fate: Fate) -> None:
    """As the guideline says: told where to turn, or not answered at all."""
    reply = next((each for each in filing.guideline.replies if filing.seen.kind in each.kinds), None)
    if reply is not None and reply.reply == WHERE_TO_TURN:
        _settle(filing, Code.MAIL_ANSWERED, fate, letter="where-to-turn")
        return
    _settle(filing, Code.MAIL_SET_ASIDE, fate)


def _wait(filing: Filing, fate: Fate) -> None:
    _settle(filing, Code.MAIL_WAITS, fate, letter="reply-first")


def _reply(filing: Filing, fate: Fate) -> None:
    thread = filing.thread
    if isinstance(thread, Mail):
        _answered(filing, thread)
    elif isinstance(thread, Inquiry):
        continue_inquiry(thread, filing.mail, filing.seen, filing.columns, at=filing.at)
    elif isinstance(thread, Request):
        join_reply(thread, filing.mail, filing.seen, filing.columns, by=DESK, at=filing.at)


def _answered(filing: Filing, first: Mail) -> None:
    """The sender answered the automatic message: the mail that waited becomes a request."""
    first = Mail.objects.select_related("data_key").get(pk=first.pk)
    if first.state == MailState.WAITING:
        request_of_mail(
            first, seen_of(first), shown=filing.shown, by=DESK, at=filing.at, is_reply_answered=True
        )
        first.refresh_from_db()
    if first.request is not None:
        join_reply(first.request, filing.mail, filing.seen, filing.columns, by=DESK, at=filing.at)
    else:
        _settle(filing, Code.MAIL_SET_ASIDE, Fate.REPLY)


def _request(filing: Filing, _fate: Fate) -> None:
    request_of_mail(
        filing.mail, filing.seen, shown=filing.shown, by=DESK, at=filing.at, columns=filing.columns
    )


def _inquiry(filing: Filing, _fate: Fate) -> None:
    open_inquiry(filing.mail, filing.seen, filing.columns, filing.guideline, at=filing.at)


_DO: dict[Fate, Callable[[Filing, Fate], None]] = {
    Fate.MACHINE: _set_aside,
    Fate.NOT_LAW_ENFORCEMENT: _turn_away,
    Fate.REPLY: _reply,
    Fate.REPLY_FIRST: _wait,
    Fate.INQUIRY: _inquiry,
    Fate.EMERGENCY: _request,
    Fate.REQUEST: _request,
}
