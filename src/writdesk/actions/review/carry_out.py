"""What a decision in force does to the request: the transition, the letter, the signed grant."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from hashlib import sha256

from writdesk.actions.act import Act
from writdesk.actions.correspondence.post_letter import post
from writdesk.actions.reading import guideline_of
from writdesk.adapters.vault import desk_keys, open_json, seal_text
from writdesk.core.deciding import GRANT_DAYS
from writdesk.core.grant import Grant, GrantedCategory, Purpose
from writdesk.core.letters import Letter
from writdesk.core.lifecycle import Event
from writdesk.ledger.codes import Code
from writdesk.sealing.grants import sign_grant
from writdesk.store.decisions import Decision, SignedGrantRecord

_EVENTS = {
    Decision.Outcome.APPROVE: (Event.APPROVE, Code.GRANT_SIGNED),
    Decision.Outcome.CLARIFY: (Event.ASK_CLARIFICATION, Code.CLARIFICATION_ASKED),
    Decision.Outcome.REJECT: (Event.REJECT, Code.REQUEST_REJECTED),
    Decision.Outcome.REFER: (Event.REFER, Code.REQUEST_REFERRED),
    Decision.Outcome.DISREGARD: (Event.DISREGARD, Code.REQUEST_DISREGARDED),
}


def carry_out(decision: Decision, act: Act, letter: Letter) -> None:
    """Let the decision take effect within the act under way; the act's ledger entry says which it was."""
    event, code = _EVENTS[Decision.Outcome(decision.outcome)]
    if decision.second is None:
        act.code = code
    act.move(event)
    if decision.outcome == Decision.Outcome.APPROVE:
        _sign_grant(decision, act)
    if letter.text.strip():
        post(act.request, letter, by=act.by.person, at=act.at)
    act.facts |= {
        "outcome": decision.outcome,
        "kind": act.request.kind,
        "country": act.request.country or None,
        "guideline": act.request.guideline,
    }


def _sign_grant(decision: Decision, act: Act) -> None:
    request = act.request
    accounts = open_json(request.data_key, decision.accounts_sealed or b"", "decision.accounts")
    grant = Grant(
        id=str(uuid.uuid4()),
        reference=request.reference,
        provider=guideline_of(request).provider,
        guideline=request.guideline,
        purpose=Purpose.PRODUCTION,
        accounts=tuple(account["account"] for account in accounts if account["account"]),
        categories=tuple(_category(entry) for entry in decision.granted),
        granted_at=act.at,
        expires_at=act.at + timedelta(days=GRANT_DAYS),
    )
    signed = sign_grant(desk_keys().signer, grant)
    SignedGrantRecord.objects.create(
        id=uuid.UUID(grant.id),
        decision=decision,
        body_sealed=seal_text(request.data_key, signed.body.decode(), "grant.body"),
        signature=signed.signature,
        key_id=signed.key_id,
        signed_at=act.at,
        expires_at=grant.expires_at,
    )
    act.facts |= {
        "grant": sha256(signed.body).hexdigest(),
        "key": signed.key_id,
        "accounts": len(grant.accounts),
        "expires_on": grant.expires_at.date(),
    }


def _category(entry: dict[str, object]) -> GrantedCategory:
    return GrantedCategory(
        category=str(entry["category"]),
        fields=tuple(entry["fields"]),  # type: ignore[arg-type]
        from_on=date.fromisoformat(str(entry["from_on"])) if entry["from_on"] else None,
        until_on=date.fromisoformat(str(entry["until_on"])) if entry["until_on"] else None,
    )
