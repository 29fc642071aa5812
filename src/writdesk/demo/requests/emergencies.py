"""Emergency requests: with a call-back, without one, forged, from abroad, withdrawn."""

from __future__ import annotations

from typing import Any

from writdesk.core.request import Kind
from writdesk.demo.requests.story import SUBSCRIBER, Data, Story

RECENT_LOGS = Data("log_data", None, None, "The last addresses from which the account signed in")


def _danger(
    person: str, nature: str, *, why: str, child: bool = False, harm: str = "death"
) -> dict[str, Any]:
    """The part of the form that only emergencies have."""
    return {
        "emergency": {
            "person_in_danger": person,
            "is_child": child,
            "harm": harm,
            "imminent": True,
            "nature": nature,
            "specific_information_requested": "Last known IP addresses and the telephone number.",
            "why_necessary": why,
            "other_circumstances": "The family has been told; patrols are out.",
            "specific_posts": [],
        }
    }


EMERGENCIES = (
    # Due within the hour, and nobody has it yet.
    Story(
        id="child-on-bridge",
        sender="dana",
        ago="22m",
        kind=Kind.EMERGENCY,
        accounts=("brisk.mole234",),
        data=(SUBSCRIBER, RECENT_LOGS),
        why="A live chat of twenty minutes ago.",
        form=_danger(
            "A child who calls itself Mole, about 14",
            "The child said in a live chat that it stands on a bridge and will jump.",
            why="The addresses show which town the bridge is in.",
            child=True,
        ),
    ),
    # Called back and proposed; counsel has to confirm.
    Story(
        id="abducted-sister",
        sender="ruth",
        ago="52m",
        kind=Kind.EMERGENCY,
        accounts=("late.wren",),
        data=(SUBSCRIBER, RECENT_LOGS),
        why="The account posted a picture of the missing woman an hour ago.",
        form=_danger(
            "Haru T., 19",
            "She was pulled into a car this afternoon; the account shows her in a dark room.",
            why="The telephone and the addresses lead to the place.",
        ),
        steps="""
            48m  take     analyst
            43m  list     counsel2
            36m  call     analyst   confirmed: The watch commander knows the case and Special Agent Calloway.
            29m  attest   analyst
            17m  approve  analyst   Specific, recent, confirmed; addresses and number avert the harm.
        """,
    ),
    Story(
        id="patient",
        sender="mio",
        ago="3h",
        kind=Kind.EMERGENCY,
        provider="tiktok-pte",
        accounts=("early.wren",),
        data=(SUBSCRIBER,),
        why="The account holder wrote a farewell.",
        form=_danger(
            "The account holder",
            "A farewell was posted; the person needs insulin and did not take it along.",
            why="The telephone can be located by its operator.",
            harm="life_health_or_safety",
        ),
        steps="""
            2h  take    analyst2
            2h  call    analyst2  not_reached: Nobody answered; the night desk is to call us.
            1h  attest  analyst2
        """,
    ),
    # The mailbox was stolen, or never the agency's: the call-back found it out.
    Story(
        id="forged",
        sender="stranger",
        ago="8d",
        kind=Kind.EMERGENCY,
        channel="email",
        accounts=("lucky.lark",),
        data=(SUBSCRIBER, RECENT_LOGS),
        why="URGENT. Do not delay with calls, our lines are busy.",
        form=_danger(
            "A police officer",
            "Danger to an officer, details are confidential. Reply at once to this address only.",
            why="To locate the account holder now.",
            harm="serious_physical_injury",
        ),
        steps="""
            8d  take    analyst
            8d  call    analyst   denied: They know no Dan Ruis; badge 4471 is Dana Ruiz, who sent nothing.
            8d  deny    counsel   attested.good_faith: They did not send it; the domain is not theirs.
            8d  reject  counsel   Forged: the domain has one r too many, and the sheriff's office denies it.
        """,
    ),
    Story(
        id="station-threat",
        sender="leona",
        ago="13d",
        kind=Kind.EMERGENCY,
        accounts=("keen.dingo284",),
        data=(SUBSCRIBER, RECENT_LOGS),
        why="A video announced an attack on the central station.",
        form=_danger(
            "Passengers of the central station",
            "A video of this morning shows a device and names the 17:40 train.",
            why="The addresses lead to whoever made the video.",
        ),
        steps="""
            13d  take     analyst
            13d  list     analyst2
            13d  call     analyst   confirmed: The chief of detectives confirms the case and the officer.
            13d  attest   analyst
            13d  approve  analyst   A concrete threat with a time; confirmed by call-back.
            13d  confirm  counsel
            13d  collect  custodian
            13d  certify  custodian
            13d  deliver  custodian
            13d  download officer
             9d  close    custodian
        """,
    ),
    Story(
        id="stolen-handbag",
        sender="salem",
        ago="9d",
        kind=Kind.EMERGENCY,
        accounts=("lazy.lemur261",),
        data=(SUBSCRIBER,),
        why="The account offers a handbag that was reported stolen.",
        form=_danger(
            "The owner of a shop",
            "The stolen goods may leave the country tonight.",
            why="To find whoever sells them.",
            harm="property",
        ),
        steps="""
            9d  take    analyst2
            9d  attest  analyst2
            8d  reject  analyst2  Nobody is in danger; a shop's loss is no emergency under the guideline.
        """,
    ),
    Story(
        id="found-safe",
        sender="izzati",
        ago="11d",
        kind=Kind.EMERGENCY,
        provider="tiktok-pte",
        accounts=("blue.finch285",),
        data=(SUBSCRIBER,),
        why="The account holder is fifteen and has left home.",
        form=_danger(
            "The account holder, 15",
            "The child left a note and was last seen at the ferry terminal.",
            why="The number can be located.",
            child=True,
        ),
        steps="""
            11d  take      analyst
            11d  withdraw  officer
        """,
    ),
    Story(
        id="which-harm",
        sender="salem",
        ago="90m",
        kind=Kind.EMERGENCY,
        accounts=("merry.gecko38",),
        data=(SUBSCRIBER, RECENT_LOGS),
        why="A tourist has not been heard of for a day.",
        form=_danger("A tourist, 31", "Missing for a day.", why=""),
        steps="""
            85m  take    analyst2
            80m  attest  analyst2
            66m  ask     analyst2  Why this data averts a harm is not said.
        """,
    ),
)
