"""An officer's answer in the making: kept like the draft of a request, with its files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from writdesk.actions.actor import Actor
from writdesk.actions.drafts.keep_draft import CONTEXT
from writdesk.adapters.vault import open_json, seal_json
from writdesk.store.access import all_drafts_for, request_for
from writdesk.store.drafts import Draft
from writdesk.store.officers import Officer
from writdesk.store.people import Person


def answer_draft_of(person: Person, reference: str) -> Draft | None:
    """The answer that an officer began to this request, if any."""
    found = all_drafts_for(person).filter(answers_to__reference=reference, submitted_reference="")
    return found.select_related("officer__data_key", "answers_to").first()


def answers_kept(draft: Draft | None) -> dict[str, str]:
    """What was typed into it."""
    if draft is None:
        return {}
    content = open_json(draft.officer.data_key, draft.form_sealed, CONTEXT)
    return dict(content.get("answers", {}))


def keep_answer_draft(reference: str, answers: Mapping[str, str], *, by: Actor, at: datetime) -> Draft:
    """Keep what was typed so far; nothing of it is received. Raises ``NotFound``."""
    request = request_for(by.somebody, reference)
    officer = Officer.objects.select_related("data_key").get(person=by.somebody)
    sealed = seal_json(officer.data_key, {"answers": dict(answers)}, CONTEXT)
    with transaction.atomic():
        draft, _is_new = Draft.objects.update_or_create(
            officer=officer,
            answers_to=request,
            defaults={"form_sealed": sealed, "changed_at": at, "reminded_at": None},
            create_defaults={"form_sealed": sealed, "made_at": at, "changed_at": at},
        )
    return draft
