"""Days, telephone numbers, case numbers, badges and names, one by one."""

from __future__ import annotations

from datetime import date

import pytest

from writdesk.documents.reading.facts.badges import badge_in
from writdesk.documents.reading.facts.case_numbers import case_number_in
from writdesk.documents.reading.facts.dates import days_in
from writdesk.documents.reading.facts.identifiers import addresses_in
from writdesk.documents.reading.facts.people import clean_name
from writdesk.documents.reading.facts.telephones import telephones_in


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("March 4, 2026", "2026-03-04"),
        ("4 March 2026", "2026-03-04"),
        ("this 9th day of January, 2026", "2026-01-09"),
        ("MAR 04 2026", "2026-03-04"),
        ("Sept. 29, 2026", "2026-09-29"),
        ("2026-03-04", "2026-03-04"),
        ("03.02.2026", "2026-02-03"),
        ("13/2/2026", "2026-02-13"),
        ("2/13/2026", "2026-02-13"),
        ("6 de abril de 2026", "2026-04-06"),
        ("9. März 2026", "2026-03-09"),
        ("March l5, 2O26", "2026-03-15"),
    ],
)
def test_a_day_is_read_in_every_form(written: str, on: str) -> None:
    assert [str(day.on) for day in days_in(written)] == [on]


def test_a_day_that_may_be_two_is_not_certain() -> None:
    (day,) = days_in("03/04/2026")
    assert not day.is_certain
    assert {day.on, *day.others} == {date(2026, 3, 4), date(2026, 4, 3)}


def test_a_country_settles_which_of_the_two_it_is() -> None:
    assert [day.on for day in days_in("03/04/2026", american=True)] == [date(2026, 3, 4)]
    assert [day.on for day in days_in("03/04/2026", elsewhere=True)] == [date(2026, 4, 3)]


@pytest.mark.parametrize("written", ["18 U.S.C. 2703", "31 February 2026", "13/13/2026", "1234-5678"])
def test_what_is_no_day_is_none(written: str) -> None:
    assert list(days_in(written)) == []


@pytest.mark.parametrize(
    ("written", "region", "value"),
    [
        ("(217) 555-0142 ext. 12", "US", "+12175550142;ext=12"),
        ("646-555-0120 x7", "US", "+16465550120;ext=7"),
        ("+44 1632 960177", None, "+441632960177"),
        ("Tel. 020 7946 0187", "GB", "+442079460187"),
        ("703.555.0118", "US", "+17035550118"),
    ],
)
def test_a_telephone_number_becomes_e164(written: str, region: str | None, value: str) -> None:
    assert [phone.value for phone in telephones_in(written, region=region)] == [value]


@pytest.mark.parametrize(
    "written", ["2010 (2020 Rev Ed)", "12/01/2025", "731940028817364509", "94301 and 58201"]
)
def test_other_digits_are_no_telephone_number(written: str) -> None:
    assert list(telephones_in(written, region="SG")) == []


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("26 MISC 1190 (LJF)", "26 MISC 1190 (LJF)"),
        ("2:26-mc-00051-RSK", "2:26-mc-00051-RSK"),
        ("CPS/NB/0442/26", "CPS/NB/0442/26"),
        ("310 Js 4471/26", "310 Js 4471/26"),
        ("[NUMBER]", ""),
        ("____", ""),
    ],
)
def test_a_case_number_is_taken_as_written(written: str, value: str) -> None:
    assert case_number_in(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [("Sergeant, 2281", "2281"), ("TFO-2209,", "TFO-2209"), ("GF 3071", "GF 3071"), ("__", "")],
)
def test_a_badge_is_read_without_the_rank(written: str, value: str) -> None:
    assert badge_in(written) == value


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Detective Dana Ruiz", "Dana Ruiz"),
        ("HON. LEOPOLD FINCH", "LEOPOLD FINCH"),
        ("Nur Aisyah binte Rahmat", "Nur Aisyah binte Rahmat"),
        ("Lucius J. Farraday", "Lucius J. Farraday"),
        ("Clerk of the Court", ""),
        ("Very truly yours", ""),
    ],
)
def test_a_name_is_told_from_ranks_and_phrases(written: str, name: str) -> None:
    assert clean_name(written) == name


def test_an_address_that_a_line_broke_is_whole_again() -> None:
    (address,) = addresses_in("see https://clipstream.example/@a.b/\nvideo/7412209933 and")
    assert address.url == "https://clipstream.example/@a.b/video/7412209933"
