"""Preservation requests: they disclose nothing, and are kept or refused."""

from __future__ import annotations

from typing import Any

from writdesk.core.request import Kind
from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Data, Story

TALK = Data("user_interactions", None, None, "Comments and direct messages")
WARRANT_APPLIED_FOR = "An application for a search warrant is before the court; it is heard on Friday week."


def _steps(steps: str | None, **more: Any) -> dict[str, Any]:
    """The part of the form that only preservations have."""
    return {"preservation": {"steps_being_taken": steps, **more}}


PRESERVATIONS = (
    Story(
        id="keep-lark",
        sender="dana",
        ago="1d",
        kind=Kind.PRESERVATION,
        accounts=("lucky.lark",),
        data=(TALK, LOGS_EARLY_2024),
        why="The messages that the subpoena does not open may be deleted by the account holder.",
        wanted=5,
        form=_steps(WARRANT_APPLIED_FOR),
    ),
    Story(
        id="keep-ibis",
        sender="malik",
        ago="18d",
        kind=Kind.PRESERVATION,
        accounts=("odd.ibis163", "lazy.ibis6"),
        data=(SUBSCRIBER, TALK),
        why="Both accounts answered the one that asked for money.",
        wanted=3,
        form=_steps(WARRANT_APPLIED_FOR),
        steps="""
            17d  take    analyst
            17d  attest  analyst
        """,
    ),
    Story(
        id="keep-longer",
        sender="leona",
        ago="4d",
        kind=Kind.PRESERVATION,
        accounts=("amber.dingo36",),
        data=(TALK,),
        why="The second extension; the laboratory needs until the new year.",
        wanted=7,
        form=_steps(
            "The warrant waits for the laboratory's report.",
            extends={"reference": "PR-2026-900017", "extensions": 1},
        ),
        steps="""
            3d  take  counsel
        """,
    ),
    Story(
        id="keep-heron",
        sender="ananya",
        ago="6d",
        kind=Kind.PRESERVATION,
        accounts=("odd.badger291",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="The account collected deposits for a school that does not exist.",
        wanted=11,
        form=_steps("A letter rogatory is being drafted by the Ministry."),
        steps="""
            5d  take    analyst2
            5d  attest  analyst2
        """,
    ),
    Story(
        id="keep-egret",
        sender="joerg",
        ago="10d",
        kind=Kind.PRESERVATION,
        channel="email",
        accounts=("amber.egret225",),
        data=(SUBSCRIBER, TALK),
        why="The account advertised counterfeit medicine to patients of one clinic.",
        wanted=12,
        form={
            **_steps("A treaty request was handed to the Central Authority."),
            "foreign": {"central_authority": "Zentrale Behörde Nordmarsch", "treaty_reference": "RH 417/26"},
        },
        steps="""
            9d  take    counsel2
            9d  attest  counsel2
        """,
    ),
    Story(
        id="keep-what-for",
        sender="helene",
        ago="5d",
        kind=Kind.PRESERVATION,
        accounts=("fuzzy.lemur43",),
        data=(TALK,),
        why="The account is named in a complaint.",
        wanted=9,
        form=_steps(None),
        steps="""
            4d  take    analyst
            4d  attest  analyst
            4d  ask     analyst  It does not say what is being done to obtain process.
        """,
    ),
    Story(
        id="keep-no-more",
        sender="eleni",
        ago="20d",
        kind=Kind.PRESERVATION,
        accounts=("brisk.raven125",),
        data=(SUBSCRIBER,),
        why="The account was taken for that of a suspect.",
        wanted=-1,
        form=_steps("A treaty request is being drafted."),
        steps="""
            19d  take      analyst
            17d  withdraw  officer
        """,
    ),
)
