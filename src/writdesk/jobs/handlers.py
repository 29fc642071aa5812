"""What each kind of job does, and what happens when it has to be given up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from writdesk.actions.correspondence.mail_message import mail_message
from writdesk.actions.correspondence.mail_notice import mail_notice
from writdesk.actions.drafts.remind_of_draft import remind_of_draft
from writdesk.actions.drafts.sweep_drafts import sweep_drafts
from writdesk.actions.intake.sweep_blobs import sweep_blobs
from writdesk.actions.mail.answer_mail import answer_mail
from writdesk.actions.mail.file_mail import file_mail, hold_mail
from writdesk.actions.mail.mail_inquiry_answer import mail_inquiry_answer
from writdesk.actions.on_call.raise_alarm import page_on_call, raise_alarm_for
from writdesk.actions.producing.build_package import build_package, fail_package
from writdesk.actions.producing.finish_collection import fail_collection, run_collection
from writdesk.actions.review.read_documents import fail_reading, read_documents
from writdesk.actions.sign_checkpoint import sign_checkpoint
from writdesk.jobs.lease import Lease

Handler = Callable[[Lease, datetime], object]
Words = str

HANDLERS: dict[str, Handler] = {
    "collect": lambda job, at: run_collection(job.payload["collection"], at=at, hold=job.hold),
    "build_package": lambda job, at: build_package(job.payload["production"], at=at, hold=job.hold),
    "mail_message": lambda job, at: mail_message(job.payload["message"], at=at),
    "mail_notice": lambda job, at: mail_notice(job.payload["message"], at=at),
    "file_mail": lambda job, at: file_mail(job.payload["mail"], at=at),
    "answer_mail": lambda job, at: answer_mail(job.payload["mail"], job.payload["letter"], at=at),
    "mail_inquiry_answer": lambda job, at: mail_inquiry_answer(job.payload["message"], at=at),
    "raise_alarm": lambda job, at: raise_alarm_for(job.payload["request"], at=at),
    "page_on_call": lambda job, at: page_on_call(job.payload["request"], at=at),
    "read_documents": lambda job, at: read_documents(job.payload["request"], at=at, hold=job.hold),
    "sweep_blobs": lambda _job, _at: sweep_blobs(),
    "sweep_drafts": lambda _job, at: sweep_drafts(at=at),
    "remind_of_draft": lambda job, at: remind_of_draft(job.payload["draft"], at=at),
    "sign_checkpoint": lambda _job, at: sign_checkpoint(at=at),
}

GIVEN_UP: dict[str, Callable[[Lease, Words, datetime], object]] = {
    "collect": lambda job, words, at: fail_collection(
        job.payload["collection"], fault=words, at=at, hold=job.hold
    ),
    "build_package": lambda job, words, at: fail_package(
        job.payload["production"], fault=words, at=at, hold=job.hold
    ),
    "file_mail": lambda job, _words, at: hold_mail(job.payload["mail"], at=at),
    "read_documents": lambda job, _words, at: fail_reading(job.payload["request"], at=at, hold=job.hold),
}
# Somebody waits for these: they are told soon, and may start again. Where room has to be made first, or a
# database come back, every attempt is used.
ATTEMPTS = {"collect": 3, "build_package": 3, "file_mail": 3, "read_documents": 3}
