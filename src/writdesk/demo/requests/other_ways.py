"""What came by fax, post or email, to another provider, or from somebody who is not law enforcement."""

from __future__ import annotations

from writdesk.demo.requests.story import Data, Story

TWITTER = "twitter-inc"
ACCOUNT = Data("account_information", None, None, "Registration data of the account")

OTHER_WAYS = (
    Story(
        id="by-fax",
        sender="leona",
        ago="11d",
        provider=TWITTER,
        channel="fax",
        process="subpoena",
        offence="Franklin Penal Code § 528",
        accounts=("dizzy.jay224",),
        data=(ACCOUNT,),
        why="The account speaks in the name of the mayor, who has none.",
        wanted=11,
        steps="""
            10d  take      analyst2
            10d  attest    analyst2
             9d  overrule  analyst2  not-in-public-api: The page shows a name; what is asked is not public.
        """,
    ),
    Story(
        id="by-email",
        sender="ruth",
        ago="6d",
        provider=TWITTER,
        channel="email",
        process="search_warrant",
        offence="18 U.S.C. § 1343",
        accounts=("icy.newt168",),
        data=(
            Data("contents_of_communications", "2024-01-01", "2024-01-31", "Direct messages of January 2024"),
        ),
        why="The messages are said to name the buyer.",
        wanted=5,
        steps="""
            5d  take    counsel
            5d  attest  counsel
            5d  reject  counsel  This provider takes no process by email.
        """,
    ),
    Story(
        id="by-post",
        sender="eleni",
        ago="2d",
        provider=TWITTER,
        channel="post",
        process="letter_rogatory",
        offence="Ποινικός Κώδικας, άρθρο 386",
        accounts=("keen.panda236",),
        data=(ACCOUNT,),
        why="The account let houses on the island that belong to others.",
        wanted=28,
        form={"foreign": {"central_authority": "The ministry", "treaty_reference": "ΔΣ-118/26"}},
    ),
    Story(
        id="debt-collector",
        sender="chuck",
        ago="12d",
        channel="email",
        process="subpoena",
        offence="",
        accounts=("lazy.lemur32",),
        data=(Data("subscriber_information"),),
        why="The account holder owes our client for a car.",
        wanted=2,
        steps="""
            11d  take       analyst
            11d  disregard  analyst  A collector of debts, not law enforcement; no answer is due.
        """,
    ),
    # Overruled with a reason: the address is a drawer number, and the street stands on the letterhead.
    Story(
        id="drawer",
        sender="ruth",
        ago="4d",
        process="subpoena",
        offence="18 U.S.C. § 1349",
        accounts=("dizzy.otter238",),
        data=(Data("subscriber_information"),),
        why="The account received what the market scam took in.",
        wanted=13,
        form={"officer": {"mailing_address": "P.O. Drawer 9, Franklin City, FR 00401"}},
        steps="""
            3d  take      analyst2
            3d  attest    analyst2
            2d  overrule  counsel2  mailing-address: The letterhead has the street: 1 Capitol Rise.
            2d  approve   analyst2  A valid subpoena for subscriber information, and nothing else.
        """,
    ),
)
