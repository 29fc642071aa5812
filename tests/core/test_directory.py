"""What the directory says of a sender."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from writdesk.core.directory import (
    DirectoryFinding,
    KnownDomain,
    Standing,
    directory_findings,
    domain_of,
    is_law_enforcement,
    standing_of_name,
)

TODAY = date(2026, 11, 22)
POLICE = KnownDomain(
    domain="springfield-pd.example",
    agency="Springfield Police Department",
    country="US",
    place="Springfield, IL",
    standing=Standing.LAW_ENFORCEMENT,
    source=".gov registry",
)
CITY = replace(
    POLICE, domain="springfield.example", agency="City of Springfield", standing=Standing.GOVERNMENT
)


def found(known: KnownDomain | None, *, email: str = "dana.ruiz@springfield-pd.example", **said: str) -> str:
    """The three outcomes in a line."""
    asked = {"agency": "Springfield Police Department", "country": "US"} | said
    findings = directory_findings(email=email, known=known, on=TODAY, **asked)
    return " ".join(str(finding.outcome) for finding in findings)


def test_a_police_domain_of_the_same_agency_is_all_met() -> None:
    assert found(POLICE) == "met met met"


def test_a_government_s_domain_that_is_not_its_police_s_cannot_be_told() -> None:
    assert found(CITY) == "cannot_tell met cannot_tell"


def test_a_domain_that_the_directory_does_not_have_cannot_be_told() -> None:
    assert found(None) == "cannot_tell cannot_tell cannot_tell"


def test_a_private_mail_service_is_no_authority_s() -> None:
    assert found(None, email="dana.ruiz@gmail.com") == "not_met not_met cannot_tell"


def test_a_domain_that_vanished_from_its_registry_vouches_for_nothing() -> None:
    assert found(replace(POLICE, gone_on=date(2026, 10, 1))) == "cannot_tell cannot_tell met"


@pytest.mark.parametrize(
    ("agency", "country", "outcome"),
    [
        ("springfield police department", "US", "met"),
        ("Springfield Police Dept.", "US", "cannot_tell"),
        ("Springfield Police", "US", "met"),
        ("Springfield Police Department", "CA", "not_met"),
        ("Shelbyville Police Department", "US", "not_met"),
        ("", "US", "cannot_tell"),
        ("Police", "US", "cannot_tell"),
        ("大阪府警察", "JP", "not_met"),
    ],
)
def test_the_agency_that_is_named_is_held_against_the_domain_s(
    agency: str, country: str, outcome: str
) -> None:
    assert found(POLICE, agency=agency, country=country).split()[2] == outcome


def test_no_address_is_no_finding() -> None:
    assert directory_findings(email=None, agency="A", country="US", known=None, on=TODAY) == ()
    assert directory_findings(email="no address", agency="A", country="US", known=None, on=TODAY) == ()


def test_a_new_domain_is_said_to_be_new() -> None:
    new = replace(POLICE, first_seen_on=date(2026, 11, 1))
    first: DirectoryFinding = directory_findings(
        email="a@springfield-pd.example", agency="", country="", known=new, on=TODAY
    )[0]
    assert "new there: first seen on 2026-11-01" in first.evidence
    assert not replace(POLICE, first_seen_on=date(2026, 1, 1)).is_new(TODAY)


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("Fresno County Sheriff", Standing.LAW_ENFORCEMENT),
        ("Sacramento County District Attorney's Office", Standing.LAW_ENFORCEMENT),
        ("Federal Bureau of Investigation", Standing.LAW_ENFORCEMENT),
        ("Rhode Island State Police", Standing.LAW_ENFORCEMENT),
        ("Assumption Parish Police Jury", Standing.GOVERNMENT),
        ("Federal Law Enforcement Training Center", Standing.GOVERNMENT),
        ("City of Springfield", Standing.GOVERNMENT),
        ("Office of the Attorney General", Standing.GOVERNMENT),
        ("36th District Court", Standing.GOVERNMENT),
    ],
)
def test_a_registry_s_name_says_what_its_bearer_is(name: str, standing: Standing) -> None:
    assert standing_of_name(name) is standing


def test_who_is_no_government_is_no_law_enforcement() -> None:
    shop = replace(POLICE, standing=Standing.NOT_GOVERNMENT)
    assert is_law_enforcement("shop.example", shop) is False
    assert found(shop) == "not_met not_met met"


def test_the_domain_of_an_address_is_in_lower_case() -> None:
    assert domain_of("Dana.Ruiz@Springfield-PD.EXAMPLE ") == "springfield-pd.example"
    assert domain_of("dana") == domain_of(None) == ""
