"""Why an act was not done.

    ActionRefused
    ├── NotAllowed            this person's role does not do this
    ├── ChangedMeanwhile      somebody changed the request since the page was made
    ├── InputRefused          what was sent cannot be taken, with the mend for each fault
    │   ├── MalwareFound      the virus scanner found something in a file
    │   └── CannotCheckNow    a desk that checks every file for malware cannot reach its scanner
    ├── SecondPersonNeeded    the same person may not act twice
    ├── NotYet                something has to happen first
    └── NoRoom                the desk can keep nothing now: disk or database are full, broken or too busy

Each has a stable ``code``; the message is for the person who acted.
"""

from __future__ import annotations

from collections.abc import Sequence


class ActionRefused(Exception):
    """An act that was not done. Nothing was changed."""

    code = "action_refused"


class NotAllowed(ActionRefused):
    """The person's role does not do this."""

    code = "not_allowed"


class ChangedMeanwhile(ActionRefused):
    """Somebody changed the request since the page was made. Look at it again, then decide."""

    code = "changed_meanwhile"


class InputRefused(ActionRefused):
    """What was sent cannot be taken. ``faults`` are pairs: the place (JSON path or field), and the mend."""

    code = "input_refused"

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(message for _place, message in self.faults))


class MalwareFound(InputRefused):
    """The virus scanner found something in a file; nothing of it was kept."""

    code = "malware_found"


class CannotCheckNow(InputRefused):
    """The virus scanner that this desk requires does not answer. Start it; what waits goes on by itself."""

    code = "cannot_check_now"


def placed(fault: str) -> tuple[str, str]:
    """A fault written as ``place: what is wrong`` as the pair that ``InputRefused`` holds.

    >>> placed("$.agency.jurisdiction: XX is no country")
    ('$.agency.jurisdiction', 'XX is no country')
    """
    place, _, message = fault.partition(": ")
    return place, message


class SecondPersonNeeded(ActionRefused):
    """The second person is never the first."""

    code = "second_person_needed"


class NotYet(ActionRefused):
    """Something has to happen first; the message says what."""

    code = "not_yet"


class NoRoom(ActionRefused):
    """The desk can keep nothing right now; what was asked for can be asked again later."""

    code = "no_room"
