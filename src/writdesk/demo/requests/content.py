"""Warrants of the United States: content of account holders, which two people approve."""

from __future__ import annotations

from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Data, Story

VIDEOS = Data("video_content", "2024-01-01", "2024-03-31", "Private and deleted videos of the first quarter")
TALK = Data("user_interactions", "2024-02-01", "2024-02-29", "Direct messages of February 2024")

CONTENT = (
    # Waits for counsel; the first thing that Ingrid Vasquez-Lund sees.
    Story(
        id="extortion",
        sender="dana",
        ago="4d",
        process="warrant",
        offence="18 U.S.C. § 875(d)",
        accounts=("shy.heron",),
        data=(SUBSCRIBER, TALK, LOGS_EARLY_2024),
        why="The account demanded money for not publishing private pictures of a pupil.",
        wanted=4,
        form={
            "notice": {
                "officer_asks_not_to_notify": True,
                "officer_states_jeopardy": True,
                "nondisclosure_order": {
                    "issued_by": "United States District Court for the Northern District of Franklin",
                    "tied_to_process": True,
                },
            }
        },
        steps="""
            3d  take     analyst
            2d  attest   analyst
            1d  approve  analyst  The warrant covers all three categories, and the dates are narrow.
            2h  write    officer  The hearing was moved to Thursday. Will the records be here by then?
        """,
    ),
    # Two messages to a lawyer were left out.
    # Certified and built; a new officer's first delivery waits until her bureau was called back.
    Story(
        id="arson",
        sender="ruth",
        ago="14d",
        process="warrant",
        offence="18 U.S.C. § 844(i)",
        accounts=("gone.gecko",),
        data=(SUBSCRIBER, TALK),
        why="The account described the fire before it was reported, and was deleted within the month.",
        wanted=2,
        steps="""
            13d  take     analyst2
            12d  attest   analyst2
            11d  approve  analyst2   The affidavit ties the account to the fire.
            10d  confirm  counsel
             9d  write    officer    May a colleague of my bureau download the package, should I be away?
             9d  reply    counsel    No: it is for you alone. Your colleague may send a request of her own.
             8d  read     officer
             4d  collect  custodian
             3d  leave    custodian  privileged user_interactions/direct_message 2: Written to a lawyer.
             3d  certify  custodian
        """,
    ),
    Story(
        id="trafficking",
        sender="ruth",
        ago="6d",
        process="warrant",
        offence="18 U.S.C. § 1591",
        accounts=("loud.quokka", "calm.quail253"),
        data=(SUBSCRIBER, VIDEOS, TALK, LOGS_EARLY_2024),
        why="Both accounts recruited for the same false employer.",
        wanted=10,
        steps="""
            5d  take     counsel2
            4d  attest   counsel2
            4d  approve  counsel2  Everything asked for lies within the warrant.
            2d  confirm  counsel
        """,
    ),
    Story(
        id="too-broad",
        sender="leona",
        ago="9d",
        process="warrant",
        offence="Franklin Penal Code § 594",
        accounts=("lazy.quail259",),
        data=(
            SUBSCRIBER,
            Data("user_interactions", "2022-01-01", "2024-03-31", "All messages since the account exists"),
        ),
        why="The account wrote of the paint that was found on the town hall.",
        wanted=7,
        steps="""
            8d  take     analyst
            7d  attest   analyst
            6d  approve  analyst  The warrant is valid.
            5d  decline  counsel  Two years of messages for paint on a wall: ask for narrower dates.
            4d  write    officer  Can you tell me already whether two years of messages are a difficulty?
            3d  reply    analyst  They are. The month in which the paint was found would be decided sooner.
        """,
    ),
    # The grant ran out before anybody collected; the approval was taken back, to be made anew.
    Story(
        id="lighthouse",
        sender="malik",
        ago="22d",
        process="warrant",
        offence="18 U.S.C. § 2332f",
        accounts=("jolly.quail29",),
        data=(SUBSCRIBER, TALK),
        why="The account asked how the lighthouse is guarded at night.",
        wanted=1,
        steps="""
            21d  take        counsel
            21d  attest      counsel
            20d  approve     counsel   The warrant is valid, and February is when the questions were asked.
            19d  confirm     analyst
             3d  reconsider  analyst   The grant ran out; nothing was collected under it.
        """,
    ),
    # The number on it is not the sheriff's: nothing should leave before somebody called the right one.
    Story(
        id="missing-witness",
        sender="malik",
        ago="3h",
        process="warrant",
        offence="18 U.S.C. § 1512",
        accounts=("calm.koala296",),
        data=(SUBSCRIBER, TALK),
        why="A witness who was to testify this week has not been seen since the account wrote to her.",
        wanted=2,
        form={"officer": {"phone": "+1 217 555 0177"}},
        steps="""
            2h  take  analyst
        """,
    ),
)
