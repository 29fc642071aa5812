"""A refused act as words on the page: beside the form it concerns, with what was typed kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from writdesk.actions.errors import ActionRefused, CannotCheckNow, ChangedMeanwhile, InputRefused
from writdesk.core.letters import LetterFault
from writdesk.core.lifecycle import TransitionRefused
from writdesk.ledger.errors import LedgerUnwritable
from writdesk.sources.errors import SourcesError

# What an act may refuse in words for the person who acted; anything else is a fault of the desk.
REFUSED = (ActionRefused, TransitionRefused, LedgerUnwritable, LetterFault, SourcesError)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why an act was not done. ``form`` is the id of the form that was sent."""

    form: str
    faults: tuple[tuple[str, str], ...]
    typed: Mapping[str, str] = field(default_factory=dict)
    is_changed_meanwhile: bool = False
    is_our_trouble: bool = False
    seen: int = 0

    @property
    def status(self) -> int:
        """503 where the desk cannot now, 409 where the request is not as it must be, 400 for the form."""
        if self.is_our_trouble:
            return 503
        return 400 if any(place for place, _message in self.faults) else 409


@dataclass(frozen=True, kw_only=True)
class FormState:
    """How a form is shown: closed and empty, or open again with what was typed and what is wrong."""

    id: str
    is_open: bool = False
    faults: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)


def refusal_of(error: Exception, form: str, typed: Mapping[str, str], seen: int | None) -> Refusal:
    """The words of an error of ``REFUSED``."""
    faults = error.faults if isinstance(error, InputRefused) else (("", _said(error)),)
    return Refusal(
        form=form,
        faults=faults,
        typed=typed,
        is_changed_meanwhile=isinstance(error, ChangedMeanwhile),
        is_our_trouble=isinstance(error, CannotCheckNow),
        seen=seen or 0,
    )


def state_of(form: str, refusal: Refusal | None) -> FormState:
    """The state of one form on a page that was, perhaps, sent from it."""
    if refusal is None or refusal.form != form:
        return FormState(id=form)
    faults = tuple(message for _place, message in refusal.faults)
    return FormState(id=form, is_open=True, faults=faults, typed=refusal.typed)


def _said(error: Exception) -> str:
    if isinstance(error, LedgerUnwritable):
        return "The ledger could not be written, so nothing was done. Tell an administrator, then try again."
    if isinstance(error, SourcesError):
        return f"The platform’s data could not be read: {error}"
    return str(error)
