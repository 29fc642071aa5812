"""The closed table of what can be entered: each code, what it means, and the facts that it may carry.

A code that has been used is never removed and never changes its meaning: old entries keep theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from writdesk.core.lifecycle import Status
from writdesk.core.request import Kind
from writdesk.ledger.facts import COUNT, COUNTRY, DAY, DIGEST, FLAG, GUIDELINE, KEY_ID, WORD, Choice, FactType


class Code(StrEnum):
    """Every act that leaves an entry."""

    REQUEST_RECEIVED = "request.received"
    REQUEST_ASSIGNED = "request.assigned"
    REQUEST_ASSESSED = "request.assessed"
    REQUEST_WITHDRAWN = "request.withdrawn"
    REQUEST_REFERRED = "request.referred"
    REQUEST_REJECTED = "request.rejected"
    REQUEST_DISREGARDED = "request.disregarded"
    REQUEST_CLOSED = "request.closed"
    REQUEST_REOPENED = "request.reopened"
    FACT_ATTESTED = "fact.attested"
    FINDING_OVERRULED = "finding.overruled"
    DECISION_PROPOSED = "decision.proposed"
    DECISION_CONFIRMED = "decision.confirmed"
    DECISION_DECLINED = "decision.declined"
    CLARIFICATION_ASKED = "clarification.asked"
    CLARIFICATION_ANSWERED = "clarification.answered"
    GRANT_SIGNED = "grant.signed"
    COLLECTION_STARTED = "collection.started"
    COLLECTION_FINISHED = "collection.finished"
    COLLECTION_FAILED = "collection.failed"
    RECORDS_READ = "records.read"
    RECORDS_LEFT_OUT = "records.left_out"
    RECORDS_PUT_BACK = "records.put_back"
    PRODUCTION_CERTIFIED = "production.certified"
    PRODUCTION_BUILT = "production.built"
    PRODUCTION_FAILED = "production.failed"
    PRODUCTION_DELIVERED = "production.delivered"
    PRODUCTION_DOWNLOADED = "production.downloaded"
    DRAFTS_SWEPT = "drafts.swept"
    MESSAGE_SENT = "message.sent"
    MESSAGE_WRITTEN = "message.written"
    MESSAGE_READ = "message.read"
    STAFF_SIGNED_IN = "staff.signed_in"
    STAFF_SIGN_IN_FAILED = "staff.sign_in_failed"
    OFFICER_REGISTERED = "officer.registered"
    OFFICER_SIGNED_IN = "officer.signed_in"
    SECOND_FACTOR_ADDED = "second_factor.added"
    SECOND_FACTOR_REMOVED = "second_factor.removed"
    SECOND_FACTOR_RESET = "second_factor.reset"
    RECOVERY_CODES_MADE = "recovery_codes.made"
    RECOVERY_CODE_USED = "recovery_codes.used"
    IDENTITY_JOINED = "identity.joined"
    PERSON_ADDED = "person.added"
    PERSON_INVITED = "person.invited"
    PERSON_CHANGED = "person.changed"
    PERSON_ROLES_SET = "person.roles_set"
    PERSON_CLOSED = "person.closed"
    PERSON_OPENED = "person.opened"
    INVITATION_ACCEPTED = "invitation.accepted"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    AGENCY_NUMBER_ADDED = "agency.number_added"
    AGENCY_CALLED_BACK = "agency.called_back"
    AGENCY_DOMAIN_SET = "agency.domain_set"
    DIRECTORY_IMPORTED = "directory.imported"
    KEY_CREATED = "key.created"
    KEY_DESTROYED = "key.destroyed"
    DOCUMENTS_READ = "documents.read"
    DOCUMENTS_TO_READ = "documents.to_read"
    FACT_JUDGED = "fact.judged"
    FACTS_ACCEPTED = "fact.all_accepted"
    DEMO_SEEDED = "demo.seeded"
    MAIL_ARRIVED = "mail.arrived"
    MAIL_ARRIVED_AGAIN = "mail.arrived_again"
    MAIL_FILED = "mail.filed"
    MAIL_ANSWERED = "mail.answered"
    MAIL_SET_ASIDE = "mail.set_aside"
    MAIL_HELD = "mail.held"
    MAIL_WAITS = "mail.waits"
    MAIL_TRIED_AGAIN = "mail.tried_again"
    INQUIRY_OPENED = "inquiry.opened"
    INQUIRY_CONTINUED = "inquiry.continued"
    INQUIRY_ANSWERED = "inquiry.answered"
    INQUIRY_CLOSED = "inquiry.closed"
    REPLY_JOINED = "reply.joined"
    ALARM_RAISED = "alarm.raised"
    PEOPLE_PAGED = "alarm.people_paged"
    ALARM_QUIETED = "alarm.quieted"
    ON_CALL_SET = "on_call.set"
    MALWARE_REFUSED = "malware.refused"


class Role(StrEnum):
    """In which capacity somebody acted; ``system`` is the desk's own clock and worker."""

    OFFICER = "officer"
    ANALYST = "analyst"
    COUNSEL = "counsel"
    CUSTODIAN = "custodian"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeRule:
    """What one code means, the facts that it must carry, and those that it may."""

    meaning: str
    must: Mapping[str, FactType]
    may: Mapping[str, FactType]

    def type_of(self, fact: str) -> FactType | None:
        """The type of a fact, or None if the code does not carry it."""
        return self.must.get(fact) or self.may.get(fact)


_KIND: dict[str, FactType] = {"kind": Choice(Kind)}
_STATUS: dict[str, FactType] = {"status": Choice(Status)}
# What reports count a request by.
_COUNTED: dict[str, FactType] = {
    **_KIND,
    "country": COUNTRY,
    "process": WORD,
    "guideline": GUIDELINE,
    "accounts": COUNT,
    "categories": COUNT,
}
# What became of a mail.
_MAIL: dict[str, FactType] = {
    "transport": WORD,
    "bytes": COUNT,
    "sha256": DIGEST,
    "outcome": WORD,
    "reason": WORD,
    "attachments": COUNT,
}
# What a decision is counted by.
_DECIDED: dict[str, FactType] = {
    **_COUNTED,
    **_STATUS,
    "outcome": WORD,
    "disposition": WORD,
    "provisions": COUNT,
    "has_content": FLAG,
    "needs_second_person": FLAG,
    "days": COUNT,
}
_RECORDED: dict[str, FactType] = {
    **_KIND,
    **_STATUS,
    "accounts": COUNT,
    "categories": COUNT,
    "records": COUNT,
    "files": COUNT,
    "bytes": COUNT,
    "grant": DIGEST,
    "sha256": DIGEST,
    "reason": WORD,
    "attempt": COUNT,
}


def _rule(
    meaning: str, must: Mapping[str, FactType] | None = None, **may: FactType | Mapping[str, FactType]
) -> CodeRule:
    """A row of the table; a mapping among ``may`` stands for all that it holds."""
    allowed: dict[str, FactType] = {}
    for name, value in may.items():
        allowed.update(value if isinstance(value, Mapping) else {name: value})
    return CodeRule(meaning=meaning, must=must or {}, may=allowed)


CODES: Mapping[Code, CodeRule] = {
    Code.REQUEST_RECEIVED: _rule(
        "A request arrived and was stored.",
        _KIND,
        counted=_COUNTED,
        channel=WORD,
        documents=COUNT,
        disposition=WORD,
        due_on=DAY,
    ),
    Code.REQUEST_ASSIGNED: _rule("A person took a request, or was given it.", to=DIGEST, status=_STATUS),
    Code.REQUEST_ASSESSED: _rule(
        "The guideline was applied; a person looked at the findings.",
        counted=_DECIDED,
        met=COUNT,
        not_met=COUNT,
        cannot_tell=COUNT,
    ),
    Code.REQUEST_WITHDRAWN: _rule("The officer withdrew the request.", decided=_DECIDED),
    Code.REQUEST_REFERRED: _rule("The officer was told who serves them.", decided=_DECIDED, to=WORD),
    Code.REQUEST_REJECTED: _rule("The request was rejected, with the provisions.", decided=_DECIDED),
    Code.REQUEST_DISREGARDED: _rule("The request is not from law enforcement.", decided=_DECIDED),
    Code.REQUEST_CLOSED: _rule("Nothing more is to be done.", decided=_DECIDED, reason=WORD),
    Code.REQUEST_REOPENED: _rule(
        "A request that was decided or closed is under review again.", decided=_DECIDED, reason=WORD
    ),
    Code.FACT_ATTESTED: _rule("A person vouched for a fact.", fact=WORD, provision=WORD, is_so=FLAG),
    Code.FINDING_OVERRULED: _rule(
        "A person judged other than the program.", provision=WORD, was=WORD, now=WORD
    ),
    Code.DECISION_PROPOSED: _rule("A person decided; a second may have to confirm.", decided=_DECIDED),
    Code.DECISION_CONFIRMED: _rule(
        "The second person agreed; an approval became a signed grant.",
        decided=_DECIDED,
        grant=DIGEST,
        key=KEY_ID,
        expires_on=DAY,
    ),
    Code.DECISION_DECLINED: _rule("The second person did not agree.", decided=_DECIDED),
    Code.CLARIFICATION_ASKED: _rule(
        "The officer was asked for what is missing.", decided=_DECIDED, due_on=DAY
    ),
    Code.CLARIFICATION_ANSWERED: _rule("The officer answered.", decided=_DECIDED, documents=COUNT),
    Code.GRANT_SIGNED: _rule(
        "An approval became a signed grant.",
        decided=_DECIDED,
        grant=DIGEST,
        key=KEY_ID,
        sha256=DIGEST,
        purpose=WORD,
        expires_on=DAY,
    ),
    Code.COLLECTION_STARTED: _rule("A custodian began to collect what the grant covers.", recorded=_RECORDED),
    Code.COLLECTION_FINISHED: _rule("All that the grant covers was collected.", recorded=_RECORDED),
    Code.COLLECTION_FAILED: _rule("A collection stopped; nothing of it is kept.", recorded=_RECORDED),
    Code.RECORDS_READ: _rule(
        "A person opened the collected records of one kind.", category=WORD, section=WORD, records=COUNT
    ),
    Code.RECORDS_LEFT_OUT: _rule(
        "A custodian left records out of what was collected.",
        records=COUNT,
        reason=WORD,
        is_whole_category=FLAG,
    ),
    Code.RECORDS_PUT_BACK: _rule("A custodian put back records that were left out.", records=COUNT),
    Code.PRODUCTION_CERTIFIED: _rule("The custodian of records signed the certificate.", recorded=_RECORDED),
    Code.PRODUCTION_BUILT: _rule("The package was built and sealed.", recorded=_RECORDED),
    Code.PRODUCTION_FAILED: _rule("A package could not be built; nothing of it is kept.", recorded=_RECORDED),
    Code.PRODUCTION_DELIVERED: _rule(
        "The package was given to the officer.",
        recorded=_RECORDED,
        channel=WORD,
        outcome=WORD,
        country=COUNTRY,
    ),
    Code.PRODUCTION_DOWNLOADED: _rule("The officer fetched the package.", recorded=_RECORDED, channel=WORD),
    Code.DRAFTS_SWEPT: _rule(
        "Drafts that nobody sent were thrown away after their time.", drafts=COUNT, sent=COUNT, files=COUNT
    ),
    Code.MESSAGE_SENT: _rule("A letter left.", letter=WORD, language=WORD, channel=WORD),
    Code.MESSAGE_WRITTEN: _rule(
        "Officer or desk wrote a message outside a decision.", to=WORD, letter=WORD, documents=COUNT
    ),
    Code.MESSAGE_READ: _rule("Messages of the other side were marked as read.", messages=COUNT),
    Code.STAFF_SIGNED_IN: _rule("A member of staff signed in.", method=WORD),
    Code.STAFF_SIGN_IN_FAILED: _rule("A sign-in was refused.", method=WORD, reason=WORD),
    Code.OFFICER_REGISTERED: _rule("An officer was registered.", country=COUNTRY, channel=WORD),
    Code.OFFICER_SIGNED_IN: _rule("An officer signed in.", method=WORD),
    Code.SECOND_FACTOR_ADDED: _rule("A person set up a second factor.", factor=WORD, has_new_codes=FLAG),
    Code.SECOND_FACTOR_REMOVED: _rule("A person removed a second factor.", factor=WORD),
    Code.SECOND_FACTOR_RESET: _rule(
        "A person's second factors were taken away, and their sessions ended.",
        of=DIGEST,
        was=WORD,
        factors=COUNT,
    ),
    Code.RECOVERY_CODES_MADE: _rule("A person made new recovery codes; the old ones stopped working."),
    Code.RECOVERY_CODE_USED: _rule("A person used a recovery code in place of a second factor."),
    Code.IDENTITY_JOINED: _rule("A member of staff signed in by single sign-on for the first time."),
    Code.PERSON_ADDED: _rule("A member of staff was given an account.", of=DIGEST, roles=WORD),
    Code.PERSON_INVITED: _rule("A member of staff was invited again.", of=DIGEST),
    Code.PERSON_CHANGED: _rule(
        "The name or address of a member of staff was changed.",
        of=DIGEST,
        has_new_name=FLAG,
        has_new_address=FLAG,
    ),
    Code.PERSON_ROLES_SET: _rule(
        "A member of staff was given other roles.", of=DIGEST, was=WORD, roles=WORD, requests=COUNT
    ),
    Code.PERSON_CLOSED: _rule(
        "The account of a member of staff was closed.", of=DIGEST, requests=COUNT, was_on_call=FLAG
    ),
    Code.PERSON_OPENED: _rule("A closed account of a member of staff was opened again.", of=DIGEST),
    Code.INVITATION_ACCEPTED: _rule("A member of staff used an invitation to choose a password."),
    Code.PASSWORD_CHANGED: _rule("A member of staff changed their own password."),
    Code.AGENCY_NUMBER_ADDED: _rule("A number of an agency was added to the directory.", country=COUNTRY),
    Code.AGENCY_CALLED_BACK: _rule(
        "An agency was called at a number of the directory.", country=COUNTRY, is_confirmed=FLAG
    ),
    Code.AGENCY_DOMAIN_SET: _rule(
        "A person said what a mail domain of the directory is.", country=COUNTRY, standing=WORD
    ),
    Code.DIRECTORY_IMPORTED: _rule(
        "A file was read into the directory of agencies.",
        rows=COUNT,
        added=COUNT,
        changed=COUNT,
        gone=COUNT,
        file=DIGEST,
    ),
    Code.KEY_CREATED: _rule("A key came into use.", key=KEY_ID, purpose=WORD),
    Code.KEY_DESTROYED: _rule(
        "A key was destroyed, and with it what it sealed.", key=KEY_ID, purpose=WORD, reason=WORD
    ),
    Code.MAIL_ARRIVED: _rule("A mail arrived and was stored, as it came.", mail=_MAIL),
    Code.MAIL_ARRIVED_AGAIN: _rule("The same bytes arrived once more; they are one mail.", mail=_MAIL),
    Code.MAIL_FILED: _rule("A mail became a request, or part of one, or an inquiry.", mail=_MAIL),
    Code.MAIL_ANSWERED: _rule("The sender was told where to turn.", mail=_MAIL),
    Code.MAIL_SET_ASIDE: _rule("A mail asks for nothing; it is kept and not answered.", mail=_MAIL),
    Code.MAIL_HELD: _rule("A mail waits for a person to look at it.", mail=_MAIL),
    Code.MAIL_WAITS: _rule("A mail waits until its sender answers the automatic reply.", mail=_MAIL),
    Code.MAIL_TRIED_AGAIN: _rule("A person had a held mail filed once more.", mail=_MAIL),
    Code.INQUIRY_OPENED: _rule("An officer asked a general question.", guideline=GUIDELINE),
    Code.INQUIRY_CONTINUED: _rule("An officer wrote again in an inquiry.", mail=_MAIL),
    Code.INQUIRY_ANSWERED: _rule("A general question was answered.", provisions=COUNT),
    Code.INQUIRY_CLOSED: _rule("A general question needs no further answer.", reason=WORD),
    Code.REPLY_JOINED: _rule(
        "An officer's mail joined its request.", documents=COUNT, mail=_MAIL, status=_STATUS
    ),
    Code.ALARM_RAISED: _rule("An emergency arrived; the people on call are to be paged.", channel=WORD),
    Code.PEOPLE_PAGED: _rule(
        "The people whose turn it was were paged for an emergency.", round=COUNT, pages=COUNT, failed=COUNT
    ),
    Code.ALARM_QUIETED: _rule(
        "Somebody said that they have an emergency; the paging ended.", rounds=COUNT, minutes=COUNT
    ),
    Code.ON_CALL_SET: _rule("An administrator said who is on call.", people=COUNT, turns=COUNT),
    Code.MALWARE_REFUSED: _rule("Files were refused: the virus scanner found malware in them.", files=COUNT),
    Code.DOCUMENTS_READ: _rule(
        "The desk read documents by machine; what it read is offered to a person.",
        documents=COUNT,
        failed=COUNT,
        facts=COUNT,
        warnings=COUNT,
    ),
    Code.DOCUMENTS_TO_READ: _rule("A person had documents read again.", documents=COUNT),
    Code.FACT_JUDGED: _rule(
        "A person accepted, corrected or dismissed a fact that was read, or took that back.",
        fact=WORD,
        verdict=WORD,
    ),
    Code.FACTS_ACCEPTED: _rule(
        "A person accepted, in one act, the certain facts that the form did not have.", facts=COUNT
    ),
    Code.DEMO_SEEDED: _rule(
        "Invented data was filled in; this is no real desk.", requests=COUNT, accounts=COUNT
    ),
}
