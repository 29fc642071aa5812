"""What becomes of a mail that arrives: one table, read from the top. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Shown(StrEnum):
    """Whether anything shows that the mail comes from the domain of its sender's address."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class SenderStanding(StrEnum):
    """What the directory says of the sender's domain. ``OUTSIDE``: known to be no part of a government."""

    LAW_ENFORCEMENT = "law_enforcement"
    GOVERNMENT = "government"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


class Fate(StrEnum):
    """What is done with a mail. Each is the ``outcome`` or the ``reason`` that the desk keeps."""

    MALWARE = "malware"
    NOT_CHECKED = "not_checked"
    BOUNCE = "bounce"
    MACHINE = "machine"
    HEAD_ONLY = "head_only"
    UNREADABLE = "unreadable"
    EMERGENCY = "emergency"
    REPLY = "reply"
    OTHER_ADDRESS = "other_address"
    SENDER_NOT_SHOWN = "sender_not_shown"
    UNKNOWN_SENDER = "unknown_sender"
    NOT_LAW_ENFORCEMENT = "not_law_enforcement"
    INQUIRY = "inquiry"
    REPLY_FIRST = "reply_first"
    REQUEST = "request"


# A person looks at these; nothing is done by itself.
HELD = frozenset(
    {
        Fate.MALWARE,
        Fate.NOT_CHECKED,
        Fate.BOUNCE,
        Fate.HEAD_ONLY,
        Fate.UNREADABLE,
        Fate.OTHER_ADDRESS,
        Fate.SENDER_NOT_SHOWN,
        Fate.UNKNOWN_SENDER,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MailFacts:
    """What is known of one mail.

    ``is_about_ours``: a delivery report about one of our letters, or a mail that names a thread of ours.
    ``is_own_address``: it comes from the address to which that thread belongs. ``reads_like_request``: it has
    attachments, or speaks of process, data or preservation. ``must_reply_first``: the guideline lets nobody
    see a mail before its sender has answered the automatic message. ``cannot_be_checked``: for malware, by a
    desk that takes nothing unchecked.
    """

    has_malware: bool = False
    cannot_be_checked: bool = False
    is_head_only: bool = False
    is_unreadable: bool = False
    is_machine: bool = False
    is_bounce: bool = False
    is_about_ours: bool = False
    is_own_address: bool = False
    shown: Shown = Shown.CANNOT_TELL
    standing: SenderStanding = SenderStanding.UNKNOWN
    is_emergency: bool = False
    reads_like_request: bool = True
    must_reply_first: bool = False


Rule = tuple[Callable[[MailFacts], bool], Fate]

# Never lose, believe none: what is in doubt waits for a person, and an alarm is never held back: of an
# emergency with malware the text is taken, and no attachment.
RULES: tuple[Rule, ...] = (
    (lambda mail: mail.has_malware and not mail.is_emergency, Fate.MALWARE),
    (lambda mail: mail.cannot_be_checked and not mail.is_emergency, Fate.NOT_CHECKED),
    (lambda mail: mail.is_head_only, Fate.HEAD_ONLY),
    (lambda mail: mail.is_bounce and mail.is_about_ours, Fate.BOUNCE),
    (lambda mail: mail.is_machine or mail.is_bounce, Fate.MACHINE),
    (lambda mail: mail.is_unreadable, Fate.UNREADABLE),
    (lambda mail: mail.is_about_ours and mail.is_own_address and mail.shown is not Shown.NO, Fate.REPLY),
    (lambda mail: mail.is_emergency, Fate.EMERGENCY),
    (lambda mail: mail.is_about_ours and mail.is_own_address, Fate.SENDER_NOT_SHOWN),
    (lambda mail: mail.is_about_ours, Fate.OTHER_ADDRESS),
    (lambda mail: mail.standing is SenderStanding.OUTSIDE, Fate.NOT_LAW_ENFORCEMENT),
    (
        lambda mail: mail.standing is SenderStanding.UNKNOWN and mail.reads_like_request,
        Fate.UNKNOWN_SENDER,
    ),
    (lambda mail: mail.standing is SenderStanding.UNKNOWN, Fate.NOT_LAW_ENFORCEMENT),
    (lambda mail: mail.shown is Shown.NO, Fate.SENDER_NOT_SHOWN),
    (lambda mail: not mail.reads_like_request, Fate.INQUIRY),
    (lambda mail: mail.must_reply_first, Fate.REPLY_FIRST),
    (lambda _mail: True, Fate.REQUEST),
)


def fate_of(mail: MailFacts) -> Fate:
    """What becomes of it: the first rule that fits.

    >>> str(fate_of(MailFacts(standing=SenderStanding.LAW_ENFORCEMENT)))
    'request'
    >>> str(fate_of(MailFacts(is_machine=True, is_emergency=True)))
    'machine'
    """
    return next(fate for fits, fate in RULES if fits(mail))
