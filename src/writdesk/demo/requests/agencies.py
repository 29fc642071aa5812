"""The invented agencies, and the people who write for them. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Agency:
    """One agency. ``latin``: its name on papers, whose typefaces do not hold every script.

    ``number`` is what the desk finds by itself, in ``directory``; it is never one that a request gave.
    """

    name: str
    country: str
    address: str
    court: str
    number: str
    directory: str
    latin: str = ""
    statute: str = ""
    is_law_enforcement: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Who writes, for which agency."""

    agency: Agency
    name: str
    badge: str
    email: str
    phone: str
    latin: str = ""
    is_sworn: bool = True


HARBOR = Agency(
    name="Harbor County Sheriff's Office",
    country="US",
    address="12 Quay Street, Port Harbor, FR 00417",
    court="United States District Court for the Northern District of Franklin",
    number="+1 217 555 0100",
    directory="The county's printed directory of 2025, page 12",
)
AMITY = Agency(
    name="Port Amity Police Department",
    country="US",
    address="400 Lantern Avenue, Port Amity, FR 00433",
    court="Superior Court of Amity County",
    number="+1 312 555 0120",
    directory="The State of Franklin's register of peace officers, 2026",
)
FRANKLIN = Agency(
    name="Franklin State Bureau of Inquiry",
    country="US",
    address="1 Capitol Rise, Franklin City, FR 00401",
    court="United States District Court for the Southern District of Franklin",
    number="+1 217 555 0160",
    directory="The State of Franklin's register of peace officers, 2026",
)
HINODE = Agency(
    name="日ノ出県警察 (Hinode Prefectural Police)",
    latin="Hinode Prefectural Police",
    country="JP",
    address="1-1 Asahi, Hinode",
    court="Hinode District Court",
    statute="Code of Criminal Procedure, art. 218",
    number="+81 3 5550 0100",
    directory="The embassy's list of prefectural police, March 2026",
)
STRAITS = Agency(
    name="Straits Harbour Police",
    country="SG",
    address="8 Lighthouse Quay, Singapore 000008",
    court="State Courts, Straits Division",
    statute="Criminal Procedure Code, s. 39",
    number="+65 5550 0100",
    directory="The government's directory of public services, read on paper",
)
HANBIT = Agency(
    name="한빛도경찰청 (Hanbit Provincial Police)",
    latin="Hanbit Provincial Police",
    country="KR",
    address="77 Haneul-ro, Hanbit",
    court="Hanbit District Court",
    statute="Criminal Procedure Act, art. 215",
    number="+82 2 5550 0100",
    directory="The national police's printed list of offices, 2026",
)
NORDMARSCH = Agency(
    name="Landeskriminalamt Nordmarsch",
    country="DE",
    address="Deichstraße 4, 00777 Nordmarsch",
    court="Amtsgericht Nordmarsch",
    statute="StPO § 100k",
    number="+49 30 5550 0100",
    directory="The Central Authority's covering letter of 2025",
)
VALMONT = Agency(
    name="Parquet de Valmont-sur-Mer",
    country="FR",
    address="3, place du Palais, 00990 Valmont-sur-Mer",
    court="Tribunal judiciaire de Valmont-sur-Mer",
    statute="Code de procédure pénale, art. 60-1",
    number="+33 1 55 50 01 00",
    directory="The Ministry's list of prosecutors' offices, 2026",
)
RIBEIRAO = Agency(
    name="Polícia Civil de Ribeirão Alto",
    country="BR",
    address="Rua das Acácias 210, Ribeirão Alto",
    court="Vara Criminal de Ribeirão Alto",
    statute="Marco Civil da Internet, art. 22",
    number="+55 11 5550 0100",
    directory="The state's official gazette, January 2026",
)
NAVGARH = Agency(
    name="नवगढ़ पुलिस साइबर प्रकोष्ठ (Navgarh Police Cyber Cell)",
    latin="Navgarh Police Cyber Cell",
    country="IN",
    address="14 Lake Road, Navgarh",
    court="Chief Judicial Magistrate, Navgarh",
    statute="BNSS, s. 94",
    number="+91 11 5550 0100",
    directory="The state police's printed directory, 2026",
)
MARSA = Agency(
    name="شرطة مرسى النور (Marsa al-Noor Police)",
    latin="Marsa al-Noor Police",
    country="AE",
    address="Corniche Road 5, Marsa al-Noor",
    court="Marsa al-Noor Court of First Instance",
    statute="Federal Decree-Law 38 of 2022, art. 76",
    number="+971 4 555 0100",
    directory="The consulate's list, received by post in May 2026",
)
ZARECHYE = Agency(
    name="Управление внутренних дел Заречья",
    latin="Zarechye Department of Internal Affairs",
    country="RU",
    address="Набережная 9, Заречье",
    court="Zarechye District Court",
    statute="Code of Criminal Procedure, art. 165",
    number="+7 495 555 01 00",
    directory="The embassy's list, 2026",
)
ALMYRA = Agency(
    name="Αστυνομική Διεύθυνση Νέας Αλμύρας",
    country="GR",
    address="Οδός Φάρου 2, Νέα Αλμύρα",
    court="Πρωτοδικείο Νέας Αλμύρας",
    statute="Κώδικας Ποινικής Δικονομίας, άρθρο 254",
    number="+30 21 5550 0100",
    directory="The ministry's printed list, 2026",
)
BRIGHTWATER = Agency(
    name="Brightwater Recovery Agents",
    country="US",
    address="88 Mill Road, Port Amity, FR 00433",
    court="",
    number="",
    directory="",
    is_law_enforcement=False,
)

SENDERS: dict[str, Sender] = {
    "dana": Sender(
        agency=HARBOR,
        name="Dana Ruiz",
        badge="4471",
        email="dana.ruiz@harbor-sheriff.example",
        phone="+1 217 555 0100 ext. 12",
    ),
    "malik": Sender(
        agency=HARBOR,
        name="Malik Oyelaran",
        badge="4502",
        email="malik.oyelaran@harbor-sheriff.example",
        phone="+1 217 555 0100 ext. 31",
    ),
    # Somebody who writes as Harbor County from a domain that is not Harbor County's.
    "stranger": Sender(
        agency=HARBOR,
        name="Dan Ruis",
        badge="4471",
        email="d.ruis@harbor-sherriff.example",
        phone="+1 217 555 0199",
    ),
    "leona": Sender(
        agency=AMITY,
        name="Leona Tszyu",
        badge="PA-218",
        email="l.tszyu@portamity-police.example",
        phone="+1 312 555 0120 ext. 31",
    ),
    "ruth": Sender(
        agency=FRANKLIN,
        name="Ruth Calloway",
        badge="FBQ-0093",
        email="ruth.calloway@franklin-inquiry.example",
        phone="+1 217 555 0160 ext. 71",
    ),
    "mio": Sender(
        agency=HINODE,
        name="佐伯 美緒 (Saeki Mio)",
        latin="Saeki Mio",
        badge="HP-3310",
        email="mio.saeki@hinode-police.example",
        phone="+81 3 5550 0100 ext. 42",
    ),
    "izzati": Sender(
        agency=STRAITS,
        name="Nurul Izzati binte Rahim",
        badge="SH-771",
        email="izzati@straits-police.example",
        phone="+65 5550 0100 ext. 42",
    ),
    "seoha": Sender(
        agency=HANBIT,
        name="윤서하 (Yoon Seo-ha)",
        latin="Yoon Seo-ha",
        badge="한-5120",
        email="seoha.yoon@hanbit-police.example",
        phone="+82 2 5550 0100 ext. 42",
    ),
    "joerg": Sender(
        agency=NORDMARSCH,
        name="Jörg Weißenfels",
        badge="LKA 14-22",
        email="joerg.weissenfels@lka-nordmarsch.example",
        phone="+49 30 5550 0100 ext. 42",
    ),
    "helene": Sender(
        agency=VALMONT,
        name="Hélène Aubry-Duchêne",
        badge="P-07",
        email="h.aubry@parquet-valmont.example",
        phone="+33 1 55 50 01 00 ext. 42",
    ),
    "conceicao": Sender(
        agency=RIBEIRAO,
        name="Conceição Antunes",
        badge="DP-118",
        email="c.antunes@pc-ribeirao.example",
        phone="+55 11 5550 0100 ext. 42",
    ),
    "ananya": Sender(
        agency=NAVGARH,
        name="अनन्या देशमुख (Ananya Deshmukh)",
        latin="Ananya Deshmukh",
        badge="NPC-4417",
        email="ananya.deshmukh@navgarh-police.example",
        phone="+91 11 5550 0100 ext. 42",
    ),
    "salem": Sender(
        agency=MARSA,
        name="سالم الكعبي (Salem al-Kaabi)",
        latin="Salem al-Kaabi",
        badge="MN-2204",
        email="s.alkaabi@marsa-police.example",
        phone="+971 4 555 0100 ext. 42",
    ),
    "fyodor": Sender(
        agency=ZARECHYE,
        name="Фёдор Ольшанский",
        badge="З-19",
        email="f.olshansky@uvd-zarechye.example",
        phone="+7 495 555 01 00 ext. 42",
    ),
    "eleni": Sender(
        agency=ALMYRA,
        name="Ελένη Παπαδήμα",
        badge="ΑΔ-331",
        email="e.papadima@almyra-police.example",
        phone="+30 21 5550 0100 ext. 42",
    ),
    "chuck": Sender(
        agency=BRIGHTWATER,
        name="Chuck Halloran",
        badge="",
        email="chuck@brightwater-recovery.example",
        phone="+1 312 555 0155",
        is_sworn=False,
    ),
}
