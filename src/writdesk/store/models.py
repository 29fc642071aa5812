"""Django looks here for models; each noun has its own file beside this one."""

from writdesk.store.agencies import Agency, AgencyDomain, AgencyNumber, CallBack, DirectoryImport
from writdesk.store.decisions import Decision, SignedGrantRecord
from writdesk.store.documents import Document
from writdesk.store.drafts import Draft, DraftFile
from writdesk.store.findings import Attestation, Overruling
from writdesk.store.invitations import Invitation
from writdesk.store.jobs import Job
from writdesk.store.keys import DataKey
from writdesk.store.ledger import LedgerEntry, LedgerHead
from writdesk.store.ledger_checkpoints import LedgerCheckpoint
from writdesk.store.mail import AutomaticAnswer, Inquiry, InquiryMessage, Mail
from writdesk.store.messages import Message
from writdesk.store.officers import Officer, SignInLink
from writdesk.store.on_call import Alarm, OnCall, Paged
from writdesk.store.people import Person, Role
from writdesk.store.productions import Collection, LeftOut, Production, SectionReading
from writdesk.store.readings import FactJudgement, Reading
from writdesk.store.requests import ReferenceCounter, Request
from writdesk.store.second_factors import JoinedIdentity, SecondFactorReset

__all__ = [
    "Agency",
    "AgencyDomain",
    "AgencyNumber",
    "Alarm",
    "Attestation",
    "AutomaticAnswer",
    "CallBack",
    "Collection",
    "DataKey",
    "Decision",
    "DirectoryImport",
    "Document",
    "Draft",
    "DraftFile",
    "FactJudgement",
    "Inquiry",
    "InquiryMessage",
    "Invitation",
    "Job",
    "JoinedIdentity",
    "LedgerCheckpoint",
    "LedgerEntry",
    "LedgerHead",
    "LeftOut",
    "Mail",
    "Message",
    "Officer",
    "OnCall",
    "Overruling",
    "Paged",
    "Person",
    "Production",
    "Reading",
    "ReferenceCounter",
    "Request",
    "Role",
    "SecondFactorReset",
    "SectionReading",
    "SignInLink",
    "SignedGrantRecord",
]
