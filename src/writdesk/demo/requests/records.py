"""Subpoenas and orders of the United States: subscriber information and logs."""

from __future__ import annotations

from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Data, Story

MESSAGES = Data(
    "user_interactions", "2024-01-01", "2024-02-29", "Direct messages and comments of January and February"
)
ROMANCE = "The account asked three people in this county for money under a false name."
SWATTING = "The account announced false alarms that sent armed officers to two homes."

RECORDS = (
    # The first request of the demo's first officer: answered in part, and still to be downloaded.
    Story(
        id="school-threats",
        sender="dana",
        ago="12d",
        process="subpoena",
        offence="18 U.S.C. § 875(c)",
        accounts=("lucky.lark",),
        data=(SUBSCRIBER, MESSAGES),
        why="The account sent the threats against a school that were reported on 20 February 2024.",
        wanted=9,
        form={"notice": {"officer_asks_not_to_notify": True, "officer_states_jeopardy": True}},
        steps="""
            11d  take      analyst
            11d  attest    analyst
            10d  approve   analyst    A valid subpoena opens subscriber information and nothing else.
             8d  collect   custodian
             7d  call      analyst    confirmed: The records division knows Detective Ruiz and the case.
             7d  certify   custodian
             6d  deliver   custodian
        """,
    ),
    Story(
        id="stalking",
        sender="dana",
        ago="5d",
        process="subpoena",
        offence="18 U.S.C. § 2261A",
        accounts=("brisk.newt62",),
        data=(SUBSCRIBER,),
        why="The account followed the complainant from one platform to the next after a protective order.",
        wanted=6,
        form={"officer": {"mailing_address": "P.O. Box 12, Port Harbor, FR 00417"}},
        steps="""
            4d  take   analyst
            4d  attest analyst
            3d  ask    analyst  The only address given is a post office box.
        """,
    ),
    Story(
        id="stolen-boat",
        sender="dana",
        ago="5h",
        process="court_order_2703d",
        offence="18 U.S.C. § 2314",
        accounts=("calm.otter164", "jolly.egret192"),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="Both accounts offered the boat for sale within an hour of its theft.",
        wanted=21,
    ),
    Story(
        id="romance-fraud",
        sender="malik",
        ago="27d",
        process="court_order_2703d",
        offence="18 U.S.C. § 1343",
        accounts=("merry.ibis27",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why=ROMANCE,
        wanted=-4,
        steps="""
            26d  take      analyst2
            25d  attest    analyst2
            25d  approve   analyst2   The order is valid and reaches both categories.
            22d  collect   custodian
            21d  list      counsel2
            21d  call      analyst2   confirmed: The sheriff's office confirms the order and its officer.
            21d  certify   custodian
            20d  deliver   custodian
            19d  download  officer
             8d  close     custodian
        """,
    ),
    # Waits to be looked through and certified; the custodian has begun.
    Story(
        id="romance-fraud-second",
        sender="malik",
        ago="7d",
        process="court_order_2703d",
        offence="18 U.S.C. § 1343",
        accounts=("jolly.hare176", "icy.jay311"),
        data=(LOGS_EARLY_2024,),
        why=f"{ROMANCE} The records of the first order lead to these two.",
        wanted=5,
        steps="""
            6d  take      analyst2
            5d  attest    analyst2
            5d  approve   analyst2   The order is valid; it asks for logs, and reaches them.
            2d  collect   custodian
            1d  leave     custodian  duplicate log_data/login 1: One sign-in, logged twice.
        """,
    ),
    Story(
        id="lost-phone",
        sender="malik",
        ago="16d",
        process="subpoena",
        offence="Franklin Penal Code § 484",
        accounts=("dizzy.otter69",),
        data=(SUBSCRIBER,),
        why="The account was signed in on the stolen telephone.",
        wanted=4,
        steps="""
            15d  take      analyst
            14d  withdraw  officer
        """,
    ),
    Story(
        id="swatting",
        sender="ruth",
        ago="24d",
        process="subpoena",
        offence="18 U.S.C. § 1038",
        accounts=("odd.crane306",),
        data=(SUBSCRIBER,),
        why=SWATTING,
        wanted=-2,
        steps="""
            20d  take      analyst2
            13d  attest    analyst2
        """,
    ),
    # The platform's data could not be read; the custodian may start again.
    Story(
        id="market-scam",
        sender="ruth",
        ago="9d",
        process="court_order_2703d",
        offence="18 U.S.C. § 1343",
        accounts=("fuzzy.jay184",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="Some forty buyers paid this account for tickets that do not exist.",
        wanted=3,
        steps="""
            8d  take      analyst
            8d  attest    analyst
            7d  approve   analyst    The order names both categories, and the judge signed it.
            1d  fail      custodian
        """,
    ),
    # A name that changed hands within the dates asked for: nobody can say whose it is.
    Story(
        id="two-quokkas",
        sender="leona",
        ago="6d",
        process="court_order_2703d",
        offence="Amity County Code § 9.14",
        accounts=("quiet.quokka",),
        data=(LOGS_EARLY_2024,),
        why="The account published the home addresses of two jurors.",
        wanted=8,
        steps="""
            5d  take    analyst
            5d  attest  analyst
            4d  stop    analyst
        """,
    ),
    Story(
        id="lost-llama",
        sender="leona",
        ago="10d",
        process="subpoena",
        offence="18 U.S.C. § 1028A",
        accounts=("lost.llama",),
        data=(SUBSCRIBER,),
        why="The account used a stranger's photographs to open a loan.",
        wanted=2,
        steps="""
            9d  take    analyst2
            9d  attest  analyst2
            8d  stop    analyst2
            8d  ask     analyst2  Nobody holds this name; somebody did, until 2023. | Nobody holds the \
username lost.llama today; it was released in November 2023. Tell us when the account was seen, or give its \
user id, so that we do not take one person for another.
        """,
    ),
    Story(
        id="rented-flats",
        sender="leona",
        ago="8d",
        process="subpoena",
        offence="Franklin Penal Code § 530",
        accounts=("jolly.quail177",),
        data=(SUBSCRIBER,),
        why="The account sold keys to flats that were not empty.",
        wanted=20,
        form={"officer": {"badge_number": None}},
        mended={"officer": {"badge_number": "PA-218"}},
        steps="""
            7d  take    analyst
            7d  attest  analyst
            6d  ask     analyst  The officer gives no badge number.
            2d  answer  officer  My badge number is PA-218, now in the form. The hearing is in four weeks.
        """,
    ),
    Story(
        id="only-messages",
        sender="leona",
        ago="15d",
        process="subpoena",
        offence="Franklin Penal Code § 653",
        accounts=("merry.jay166",),
        data=(MESSAGES,),
        why="The messages are said to hold the threat.",
        wanted=1,
        steps="""
            14d  take    counsel
            14d  attest  counsel
            13d  reject  counsel  A subpoena does not open messages; nothing else is asked for.
            50m  write   officer  Would a warrant for the same weeks open them? The threat was in one message.
        """,
    ),
    Story(
        id="unsigned-order",
        sender="ruth",
        ago="11d",
        process="court_order_2703d",
        offence="18 U.S.C. § 1030",
        accounts=("icy.otter78",),
        data=(LOGS_EARLY_2024,),
        why="The account boasted of the intrusion before it was known.",
        wanted=10,
        steps="""
            10d  take    analyst
            10d  give    analyst   counsel
             9d  deny    counsel   attested.process_valid: The seal is of a court that was merged in 2024.
             9d  reject  counsel   The order cannot be enforced as it stands.
        """,
    ),
)
