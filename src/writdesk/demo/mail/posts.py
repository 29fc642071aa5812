"""The posts: what reached the demo's mailbox in its four weeks. Every sentence is invented."""

from __future__ import annotations

from writdesk.demo.mail.post import Post, Shape
from writdesk.demo.requests.story import LOGS_EARLY_2024, SUBSCRIBER, Story

MALIK = "Malik Oyelaran <malik.oyelaran@harbor-sheriff.example>"
LEONA = "Leona Tszyu <l.tszyu@portamity-police.example>"
RUTH = "Ruth Calloway <ruth.calloway@franklin-inquiry.example>"
MAILER = "Mail Delivery System <mailer-daemon@pc-ribeirao.example>"

KAYAKS = Story(
    id="stolen-kayaks",
    sender="malik",
    ago="3d",
    channel="email",
    process="subpoena",
    offence="Franklin Penal Code § 487",
    accounts=("blue.badger21",),
    data=(SUBSCRIBER, LOGS_EARLY_2024),
    why="The account offered eleven kayaks that were taken from the county's boathouse.",
    wanted=18,
)

REQUESTS = (
    Post(
        id="subpoena-by-mail",
        ago="3d",
        sender=MALIK,
        subject="Subpoena, eleven stolen kayaks",
        text="""
Good morning,

Attached is a grand jury subpoena for the account @blue.badger21. It asks for subscriber information and
for sign-ins from 1 January to 31 March 2024.

Det. Malik Oyelaran, badge 4502
Harbor County Sheriff's Office
+1 217 555 0100 ext. 31
""",
        paper=KAYAKS,
        steps="""
            2d  take  analyst
        """,
    ),
    Post(
        id="kayaks-reply",
        ago="2d",
        sender=MALIK,
        subject="Subpoena, eleven stolen kayaks",
        text="""
Thank you for the receipt. The boathouse has found two of the kayaks; the other nine are still for sale
from that account. Nothing changes in what the subpoena asks.

Malik Oyelaran
""",
        about="subpoena-by-mail",
    ),
    Post(
        id="emergency-by-mail",
        ago="6d",
        sender=RUTH,
        subject="Emergency Disclosure Request: missing hiker",
        text="""
A hiker has been missing in Lantern Gorge since last night; rain is expected within hours. He announced the
walk in a video of the account @lazy.egret138, which shows where he meant to sleep, and was taken down since.

We ask for the last sign-ins of @lazy.egret138 to find him. He is hurt, cold, and without insulin, and may
die tonight.

Special Agent Ruth Calloway, badge FBQ-0093
Franklin State Bureau of Inquiry, +1 217 555 0160 ext. 71
""",
        steps="""
            6d  have  analyst2
            6d  take  analyst2
        """,
    ),
    # Whatever stands below the signed part, anybody could have added.
    Post(
        id="partly-signed",
        ago="28h",
        sender=LEONA,
        subject="Preservation request under 18 U.S.C. 2703(f)",
        text="""
Please preserve the records and contents of the account @calm.finch294 for 90 days under
18 U.S.C. 2703(f). Legal process will follow.

Sgt. Leona Tszyu, badge PA-218
Port Amity Police Department, +1 312 555 0120 ext. 31
""",
        footer="""
Please preserve the account @keen.newt35, too.
""",
    ),
)

IN_DOUBT = (
    Post(
        id="look-alike",
        ago="7h",
        sender="Harbor County Sheriff's Office <records@harbor-sherriff.example>",
        subject="Subscriber information needed today",
        text="""
Send the subscriber information and all IP addresses of @icy.dingo86 by 5 p.m. today. The order was faxed
to you last week. Answer to this address only; our telephones are being replaced.

Records Division
""",
    ),
    Post(
        id="lying-name",
        ago="26h",
        sender='"dana.ruiz@harbor-sheriff.example" <notices@quick-relay.example>',
        subject="Records of a user",
        text="""
This is Detective Ruiz. I write from the road. Please send me the records of @amber.egret225 here.
""",
    ),
    Post(
        id="answers-elsewhere",
        ago="2d",
        sender=LEONA,
        subject="Court order, please acknowledge",
        text="""
The court order for @odd.koala298 is ready. Confirm the user's telephone number first, so that we serve it
on the right person. My usual mailbox is full; answer to the address below.
""",
        server="quick-relay.example",
        is_signed=False,
        headers={"Reply-To": "Leona Tszyu <l.tszyu.portamity@freepost.example>"},
    ),
    Post(
        id="other-address",
        ago="4h",
        sender="Dana Ruiz <dana.ruiz.harbor@freepost.example>",
        subject="any news?",
        text="""
I am on leave and cannot reach my office. Could you tell me what you have found so far?

Dana
""",
        about="school-threats",
    ),
    Post(
        id="broken",
        ago="25h",
        sender="desk@lka-nordmarsch.example, scans@lka-nordmarsch.example",
        subject="Scan 0417",
        text="The scanner of the third floor sends this by itself",
        server="lka-nordmarsch.example",
        shape=Shape.BROKEN,
    ),
    Post(
        id="bounce",
        ago="23d",
        sender=MAILER,
        subject="",
        text="Your message could not be delivered. The mailbox does not exist.",
        about="second-carnival",
        shape=Shape.BOUNCE,
        headers={"Final-Recipient": "c.antunes@pc-ribeirao.example"},
    ),
)

OTHERS = (
    Post(
        id="out-of-office",
        ago="5d",
        sender=LEONA,
        subject="Out of office",
        text="I am out of the office until Monday. In urgent cases call +1 312 555 0120.",
        about="two-quokkas",
        headers={"Auto-Submitted": "auto-replied"},
    ),
    Post(
        id="private-person",
        ago="5d",
        sender="Robin Ashdown <robin.ashdown@freepost.example>",
        subject="I cannot sign in any more",
        text="""
Hello,

I have lost my password, and nobody answers in the app. Can you help me?

Robin
""",
    ),
    Post(
        id="bounty",
        ago="9d",
        sender="Chuck Halloran <chuck@brightwater-recovery.example>",
        subject="Whereabouts of a debtor",
        text="""
We recover vehicles for three banks. Please give us the IP addresses of @fuzzy.hare156, who owes for a van.

Chuck Halloran, Brightwater Recovery Agents
""",
        steps="""
            8d  away  analyst
        """,
    ),
    Post(
        id="how-long",
        ago="10d",
        sender="Nurul Izzati binte Rahim <izzati@straits-police.example>",
        subject="How long does an answer take?",
        text="""
Dear colleagues,

We are writing a manual for our officers. How long does an answer usually take, and in which languages may
we write to you?

Nurul Izzati, Straits Harbour Police
""",
        steps="""
            9d  reply  analyst  Dear Inspector, an answer takes longer the more is asked; write in English.
        """,
    ),
    Post(
        id="thanks",
        ago="8d",
        sender="Jörg Weißenfels <joerg.weissenfels@lka-nordmarsch.example>",
        subject="Thank you",
        text="Dear colleagues, thank you for your help last month. We wish you a quiet week. Jörg Weißenfels",
        steps="""
            7d  close  analyst2  asks_nothing
        """,
    ),
    Post(
        id="training",
        ago="27h",
        sender=RUTH,
        subject="A talk for our academy?",
        text="""
Our academy trains forty new agents in spring. Is there somebody at your company who would explain to them
what a good letter looks like, and where do they find your guideline?

Ruth Calloway
""",
    ),
)

POSTS = (*REQUESTS, *IN_DOUBT, *OTHERS)
