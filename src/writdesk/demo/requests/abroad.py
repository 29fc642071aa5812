"""Legal requests from abroad: TikTok Pte.'s officers, treaty requests, and those who turn elsewhere."""

from __future__ import annotations

from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Data, Story

PTE = "tiktok-pte"
TALK = Data("user_interactions", "2024-01-01", "2024-03-31", "Direct messages and comments of early 2024")

ABROAD = (
    # A search order opens content at TikTok Pte.; two people approved it.
    Story(
        id="night-market",
        sender="mio",
        ago="18d",
        provider=PTE,
        process="search_order",
        offence="Penal Code, art. 246",
        accounts=("brisk.quail80",),
        data=(SUBSCRIBER, TALK),
        why="The account arranged the sale of forged admission tickets for the night market.",
        wanted=1,
        steps="""
            17d  take     analyst2
            16d  attest   analyst2
            15d  approve  analyst2   The search order opens both categories.
            14d  confirm  counsel2
            11d  collect  custodian
            10d  list     counsel
            10d  call     analyst2   confirmed: The cyber crime section knows the case and the officer.
            10d  certify  custodian
             9d  deliver  custodian
             7d  download officer
        """,
    ),
    Story(
        id="exam-answers",
        sender="seoha",
        ago="7d",
        provider=PTE,
        process="court_order",
        offence="Criminal Act, art. 314",
        accounts=("fuzzy.hare156",),
        data=(SUBSCRIBER, LOGS_EARLY_2024, TALK),
        why="The account sold the answers of the university entrance examination the night before.",
        wanted=7,
        steps="""
            6d  take     analyst
            5d  attest   analyst
            3d  approve  analyst  An order opens the first two categories; messages need a search order.
        """,
    ),
    Story(
        id="voice-clips",
        sender="seoha",
        ago="13d",
        provider=PTE,
        process="court_order",
        offence="Criminal Act, art. 307",
        accounts=("blue.badger21",),
        data=(Data("video_content", "2024-01-01", "2024-03-31", "Private videos"),),
        why="The videos are said to insult the complainant.",
        wanted=6,
        steps="""
            12d  take    analyst2
            12d  attest  analyst2
            11d  reject  analyst2  Videos are opened by a search order only.
        """,
    ),
    Story(
        id="port-customs",
        sender="izzati",
        ago="9d",
        provider=PTE,
        process="warrant",
        offence="Customs Act, s. 128D",
        accounts=("icy.dingo86",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="The account told buyers when the container would be opened.",
        wanted=14,
        form={"authorisation": {"signed_by_head_of_agency": False}},
        mended={"authorisation": {"signed_by_head_of_agency": True}},
        steps="""
            8d  take    analyst
            7d  ask     analyst  The written authorisation of the agency's head is missing.
            1d  answer  officer  The Commissioner has signed the authorisation; the form says so now.
        """,
    ),
    Story(
        id="regatta",
        sender="helene",
        ago="15d",
        provider=PTE,
        channel="email",
        process="mlat_request",
        offence="Code pénal, art. 313-1",
        accounts=("odd.koala298",),
        data=(SUBSCRIBER,),
        why="The account sold berths for a regatta that was never held.",
        wanted=13,
        form={
            "foreign": {"central_authority": "Ministère de la Justice", "treaty_reference": "EJ-2026-0331"}
        },
        steps="""
            14d  take     counsel2
            13d  attest   counsel2
             2d  approve  counsel2  A treaty request opens subscriber information at TikTok Pte.
        """,
    ),
    # What a treaty request reaches at TikTok Inc. its guideline does not say: a person has to.
    Story(
        id="counterfeit-medicine",
        sender="joerg",
        ago="17d",
        channel="email",
        process="mlat_request",
        offence="AMG § 95",
        accounts=("amber.egret225",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="Two patients were poisoned by what the account sold.",
        wanted=16,
        form={
            "foreign": {"central_authority": "Zentrale Behörde Nordmarsch", "treaty_reference": "RH 417/26"},
            "account_holder_location": "DE",
        },
        steps="""
            16d  take    counsel
            14d  attest  counsel
        """,
    ),
    Story(
        id="carnival",
        sender="conceicao",
        ago="21d",
        channel="email",
        process="court_order",
        offence="Código Penal, art. 171",
        accounts=("calm.finch294",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="The account sold costumes that were never sent.",
        wanted=-6,
        steps="""
            20d  take   analyst2
            19d  refer  analyst2  A Brazilian court's own order comes by treaty.
        """,
    ),
    Story(
        id="second-carnival",
        sender="conceicao",
        ago="26d",
        process="letter_rogatory",
        offence="Código Penal, art. 154-A",
        accounts=("jolly.panda193",),
        data=(SUBSCRIBER,),
        why="The account entered a bank's system and showed it in a video.",
        wanted=-9,
        form={"officer": {"mailing_address": "Caixa Postal 210, Ribeirão Alto"}},
        steps="""
            25d  take    analyst2
            25d  attest  analyst2
            24d  ask     analyst2  The only address is a post office box.
        """,
    ),
    Story(
        id="wrong-door",
        sender="mio",
        ago="3d",
        process="court_order",
        offence="Penal Code, art. 235",
        accounts=("keen.newt35",),
        data=(SUBSCRIBER,),
        why="The account spread a rumour about a hospital.",
        wanted=18,
        steps="""
            2d  take   analyst
            2d  refer  analyst  Officers of Japan are served by TikTok Pte. Ltd.
        """,
    ),
    Story(
        id="embankment",
        sender="fyodor",
        ago="8d",
        channel="email",
        process="court_order",
        offence="Criminal Code, art. 159",
        accounts=("merry.dingo37",),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="The account collected money for a bridge.",
        wanted=15,
        steps="""
            7d  take   counsel
            6d  refer  counsel  Officers of Russia have a page of their own.
        """,
    ),
    Story(
        id="school-deposits",
        sender="ananya",
        ago="20h",
        channel="email",
        process="court_order",
        offence="BNS, s. 318",
        accounts=("odd.badger291", "lazy.egret138"),
        data=(SUBSCRIBER, LOGS_EARLY_2024),
        why="Both accounts collected deposits for a school that does not exist.",
        wanted=25,
    ),
)
