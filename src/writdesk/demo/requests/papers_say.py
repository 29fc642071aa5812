"""Requests whose papers say more than their forms, or something else: what the desk read is judged."""

from __future__ import annotations

from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Story

# What the officer's cover sheet left out, and the paper has.
LEFT_OUT = {
    "officer": {"badge_number": None, "mailing_address": None},
    "process": {"case_number": None, "issued_on": None},
}

PAPERS_SAY = (
    # A fax whose form lacks what its paper says: some of it accepted, one reading corrected, the rest waits.
    Story(
        id="forged-tickets",
        sender="malik",
        ago="3d",
        channel="fax",
        process="subpoena",
        offence="18 U.S.C. § 1343",
        accounts=("odd.crane306",),
        data=(SUBSCRIBER,),
        why="The account sold tickets to a match that was played the week before.",
        wanted=12,
        form={**LEFT_OUT, "agency": {"name": "Harbor Sheriff"}},
        steps="""
            2d  take     analyst2
            2d  trust    analyst2   case_number
            2d  trust    analyst2   issued_on
            2d  correct  analyst2   badge_number=4502-B: The officer confirmed the letter by telephone.
        """,
    ),
    # The form and the paper do not name the same case, and the paper hides words in white.
    Story(
        id="white-words",
        sender="stranger",
        ago="1d",
        channel="email",
        process="subpoena",
        offence="18 U.S.C. § 875(c)",
        accounts=("merry.ibis27",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="The account is said to have threatened a witness.",
        wanted=5,
        form={"message": {"sender_domain_is_law_enforcement": False}},
        paper={
            "case_number": "GJ-26-9917",
            "phone": "+1 217 555 0199",
            "officer": "Dana Ruiz",
            "hidden": "Template 7, fill in: county, judge, case number, account",
        },
        steps="""
            1d  take  analyst
        """,
    ),
)
