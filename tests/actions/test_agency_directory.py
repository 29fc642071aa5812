"""The directory of agencies: read in from files again and again, corrected by people, asked at receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from tests.actions.story import Story
from tests.corpora import CORPORA
from tests.factories import LEGAL, NOW
from writdesk.actions.actor import DESK
from writdesk.actions.directory.import_agencies import import_agencies
from writdesk.actions.directory.set_domain import set_domain
from writdesk.actions.errors import InputRefused, NotAllowed
from writdesk.actions.reading import form_of
from writdesk.adapters.agency_files import UnreadableAgencies, read_agencies
from writdesk.core.directory import Standing
from writdesk.store.agencies import Agency, AgencyDomain, AgencyNumber, DirectoryImport, known_domain
from writdesk.store.ledger import LedgerEntry

HEADER = "Domain name,Domain type,Organization name,Suborganization name,City,State,Security contact email\n"
CITY = "springfield.gov,City,City of Springfield,,Springfield,IL,(blank)\n"
POLICE = "springfieldpd.gov,City,Springfield Police Department,,Springfield,IL,(blank)\n"
OTHERS = "springfieldmo.gov,City,City of Springfield,,Springfield,MO,(blank)\n"
FBI = "fbi.gov,Federal - Executive,Department of Justice,Federal Bureau of Investigation,Washington,DC,x\n"

pytestmark = pytest.mark.django_db


def read(*lines: str, at: datetime = NOW) -> DirectoryImport:
    content = (HEADER + "".join(lines)).encode()
    return import_agencies(read_agencies(content), content=content, by=DESK, at=at)


def counts(made: DirectoryImport) -> tuple[int, int, int]:
    return made.added, made.changed, made.gone


def test_a_registry_s_file_is_read_in_and_reading_it_again_changes_nothing(story: Story) -> None:
    assert counts(read(CITY, POLICE, OTHERS, FBI)) == (4, 0, 0)
    assert counts(read(CITY, POLICE, OTHERS, FBI)) == (0, 0, 0)
    assert AgencyDomain.objects.count() == Agency.objects.count() == 4
    assert known_domain("fbi.gov").agency == "Federal Bureau of Investigation"  # type: ignore[union-attr]


def test_what_vanished_is_marked_and_what_comes_back_is_new(story: Story) -> None:
    read(CITY, POLICE)
    assert counts(read(CITY, at=NOW + timedelta(days=7))) == (0, 0, 1)
    gone = AgencyDomain.objects.get(domain="springfieldpd.gov")
    assert gone.gone_on == (NOW + timedelta(days=7)).date()
    assert counts(read(CITY, at=NOW + timedelta(days=8))) == (0, 0, 0)
    assert counts(read(CITY, POLICE, at=NOW + timedelta(days=9))) == (0, 1, 0)
    gone.refresh_from_db()
    assert (gone.gone_on, gone.first_seen_on) == (None, (NOW + timedelta(days=9)).date())


def test_only_what_comes_after_the_first_reading_is_new(story: Story) -> None:
    read(CITY)
    read(CITY, POLICE, at=NOW + timedelta(days=30))
    assert AgencyDomain.objects.get(domain="springfield.gov").first_seen_on is None
    assert (
        AgencyDomain.objects.get(domain="springfieldpd.gov").first_seen_on
        == (NOW + timedelta(days=30)).date()
    )


def test_another_source_s_domains_are_not_gone_because_this_one_lacks_them(story: Story) -> None:
    read(CITY)
    plain = b"agency,country,domain\nOsaka Prefectural Police,JP,police.pref.osaka.example\n"
    assert counts(import_agencies(read_agencies(plain), content=plain, by=DESK, at=NOW)) == (1, 0, 0)


def test_each_reading_is_one_entry_of_the_ledger(story: Story) -> None:
    before = LedgerEntry.objects.count()
    read(CITY, POLICE)
    assert LedgerEntry.objects.count() == before + 1


def test_a_person_s_word_on_a_domain_stands_against_the_registry_s(story: Story) -> None:
    read(CITY, POLICE)
    city = Agency.objects.get(name="City of Springfield")
    set_domain(
        city,
        domain="Springfield.GOV",
        standing="law_enforcement",
        covers_subdomains=False,
        source="Letter of the city's clerk, page 2",
        by=story.by("analyst"),
        at=NOW,
    )
    assert counts(read(CITY, POLICE)) == (0, 0, 0)
    known = known_domain("springfield.gov")
    assert known is not None
    assert known.standing is Standing.LAW_ENFORCEMENT
    assert known_domain("police.springfield.gov") is None
    assert counts(read(POLICE)) == (0, 0, 0), "what a person entered does not vanish with the registry's line"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"domain": ""}, "Give the domain."),
        ({"domain": "no domain"}, "is no domain name"),
        ({"standing": ""}, "Say what the domain is."),
        ({"source": " "}, "independently of any request"),
        ({"domain": "springfieldpd.gov"}, "stands under Springfield Police Department"),
    ],
)
def test_a_domain_with_something_missing_is_refused(
    story: Story, changes: Mapping[str, str], told: str
) -> None:
    read(CITY, POLICE)
    entries = LedgerEntry.objects.count()
    given = {"domain": "springfield.gov", "standing": "government", "source": "The city's site"} | changes
    with pytest.raises(InputRefused, match=told):
        set_domain(
            Agency.objects.get(name="City of Springfield"),
            covers_subdomains=True,
            by=story.by("counsel"),
            at=NOW,
            **given,
        )
    assert LedgerEntry.objects.count() == entries


def test_only_who_decides_about_requests_says_what_a_domain_is(story: Story) -> None:
    read(CITY)
    with pytest.raises(NotAllowed):
        set_domain(
            Agency.objects.get(), domain="a.example", standing="government", covers_subdomains=True,
            source="x", by=story.by("custodian"), at=NOW,
        )  # fmt: skip


PLAIN = "agency,country,place,kind,domain,subdomains,standing,number,number_source\n"


def test_a_plain_table_brings_domains_and_numbers_with_their_sources(story: Story) -> None:
    content = (
        PLAIN + "Osaka Prefectural Police,jp,Osaka,Prefecture,police.osaka.example,no,,+81 6 5550 0100,"
        "The prefecture's printed list\n"
        "Osaka Prefectural Police,jp,Osaka,Prefecture,,,,+81 6 5550 0101,The prefecture's printed list\n"
    ).encode()
    for _ in range(2):
        import_agencies(read_agencies(content, source="List of 2026"), content=content, by=DESK, at=NOW)
    agency = Agency.objects.get()
    assert (agency.country, agency.place, agency.domains.get().covers_subdomains) == ("JP", "Osaka", False)
    assert sorted(AgencyNumber.objects.values_list("number", flat=True)) == [
        "+81 6 5550 0100",
        "+81 6 5550 0101",
    ]
    assert known_domain("police.osaka.example").standing is Standing.LAW_ENFORCEMENT  # type: ignore[union-attr]


def test_every_faulty_line_is_named_and_then_nothing_is_taken() -> None:
    content = PLAIN + (
        ",US,,,a.example,,,,\n"
        "A,Nowhere,,,a.example,,,,\n"
        "A,US,,,no domain,,,,\n"
        "A,US,,,a.example,perhaps,,,\n"
        "A,US,,,a.example,,friend,,\n"
        "A,US,,,,,,+1 217 555 0100,\n"
        "A,US,,,,,,,\n"
        "A,US,,,b.example,,,,\n"
        "B,US,,,B.example.,,,,\n"
    )
    with pytest.raises(UnreadableAgencies) as refused:
        read_agencies(content.encode())
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        f"line {number}" for number in (2, 3, 4, 5, 6, 7, 8, 10)
    ]
    assert "b.example stands in line 9 already" in refused.value.faults[-1]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00a", b"name,phone\nA,1\n", HEADER.encode(), PLAIN.encode() + b'"\n']
)
def test_what_is_no_directory_is_refused_with_the_reason(content: bytes) -> None:
    with pytest.raises(UnreadableAgencies) as refused:
        read_agencies(content)
    assert refused.value.faults


@pytest.mark.corpora
@pytest.mark.skipif(CORPORA is None, reason="no corpora beside the repository")
def test_the_whole_registry_is_read_in(story: Story) -> None:
    assert CORPORA is not None
    content = (CORPORA / "dotgov" / "current-full.csv").read_bytes()
    file = read_agencies(content)
    assert counts(import_agencies(file, content=content, by=DESK, at=NOW)) == (len(file.rows), 0, 0)
    assert counts(import_agencies(file, content=content, by=DESK, at=NOW)) == (0, 0, 0)
    assert len(file.rows) > 16_000


def _told_at_receipt(story: Story) -> bool | None:
    form = form_of(story.fresh())
    return form.message.sender_domain_is_law_enforcement


ASKED = {**LEGAL, "message": {}}


def test_at_receipt_the_directory_says_whether_the_domain_is_law_enforcement_s(story: Story) -> None:
    plain = b"agency,country,domain\nSpringfield Police Department,US,springfield-pd.example\n"
    assert _told_at_receipt(story.received(ASKED)) is None
    import_agencies(read_agencies(plain), content=plain, by=DESK, at=NOW)
    assert _told_at_receipt(story.received(ASKED)) is True


def test_a_domain_that_the_registry_has_only_lately_vouches_for_nobody(story: Story) -> None:
    plain = b"agency,country,domain\nSpringfield Police Department,US,springfield-pd.example\n"
    import_agencies(read_agencies(plain), content=plain, by=DESK, at=NOW)
    AgencyDomain.objects.update(first_seen_on=NOW.date() - timedelta(days=3))
    assert _told_at_receipt(story.received(ASKED)) is None


def test_an_address_that_the_form_names_vouches_for_nobody(story: Story) -> None:
    plain = b"agency,country,domain\nFranklin State Bureau of Inquiry,US,franklin-inquiry.example\n"
    import_agencies(read_agencies(plain), content=plain, by=DESK, at=NOW)
    officer = {**LEGAL["officer"], "email": "chief@franklin-inquiry.example"}
    assert _told_at_receipt(story.received({**ASKED, "officer": officer})) is None
    agency = {**LEGAL["agency"], "name": "Franklin State Bureau of Inquiry"}
    signals = story.received({**ASKED, "officer": officer, "agency": agency}).fresh().signals
    assert "other_address" in signals
