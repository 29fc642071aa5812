"""Django looks here for models; each noun has its own file beside this one."""

from writdesk.store.agencies import Agency, AgencyNumber, CallBack
from writdesk.store.decisions import Decision, SignedGrantRecord
from writdesk.store.documents import Document
from writdesk.store.drafts import Draft
from writdesk.store.findings import Attestation, Overruling
from writdesk.store.jobs import Job
from writdesk.store.keys import DataKey
from writdesk.store.ledger import LedgerEntry, LedgerHead
from writdesk.store.ledger_checkpoints import LedgerCheckpoint
from writdesk.store.messages import Message
from writdesk.store.officers import Officer, SignInLink
from writdesk.store.people import Person, Role
from writdesk.store.productions import Collection, Production
from writdesk.store.requests import ReferenceCounter, Request
from writdesk.store.second_factors import JoinedIdentity, SecondFactorReset

__all__ = [
    "Agency",
    "AgencyNumber",
    "Attestation",
    "CallBack",
    "Collection",
    "DataKey",
    "Decision",
    "Document",
    "Draft",
    "Job",
    "JoinedIdentity",
    "LedgerCheckpoint",
    "LedgerEntry",
    "LedgerHead",
    "Message",
    "Officer",
    "Overruling",
    "Person",
    "Production",
    "ReferenceCounter",
    "Request",
    "Role",
    "SecondFactorReset",
    "SignInLink",
    "SignedGrantRecord",
]
