"""Leaving records out of what was collected: what it takes, what it leaves behind, what is packed then."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.actions.story import WARRANT, Story
from tests.factories import LEGAL
from writdesk.actions.errors import ActionRefused, ChangedMeanwhile, InputRefused, NotAllowed, NotYet
from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.leave_out import leave_out
from writdesk.actions.producing.look_at_section import look_at_section
from writdesk.actions.producing.put_back import put_back, undo_leaving_out
from writdesk.actions.producing.reviewing import Chosen, pages_of, section_of
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.confirm_decision import confirm_decision
from writdesk.core.leaving_out import LeftOutReason
from writdesk.core.spans import count_of
from writdesk.jobs.worker import run_all
from writdesk.ledger.entry import decode
from writdesk.production.checking.package_check import check_package
from writdesk.store.access import NotFound
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.productions import Collection, LeftOut, Production, left_out_of

MESSAGES = ("user_interactions", "direct_message")


def entries() -> list[Any]:
    return [decode(body_of(index)) for index in range(current_frontier().size)]


def last_entry() -> Any:
    return entries()[-1]


@pytest.fixture
def collected(story: Story) -> Story:
    """A warrant for content, confirmed by counsel and collected."""
    story.under_review({**LEGAL, **WARRANT})
    decision = story.decide("approve", ["subscriber_information", "user_interactions"])
    confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())
    assert decision is not None
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    return story


def collection(story: Story) -> Collection:
    found = story.fresh().collections.last()
    assert found is not None
    return found


def first_of(story: Story, section: tuple[str, str] = MESSAGES) -> int:
    return section_of(collection(story), *section).first


def take_out(story: Story, numbers: tuple[int, ...] | None = None, **changes: Any) -> LeftOut:
    given: dict[str, Any] = {
        "chosen": Chosen(category=MESSAGES[0], kind=MESSAGES[1], numbers=numbers),
        "reason": LeftOutReason.PRIVILEGED,
        "words": "",
        "by": story.by("custodian"),
    }
    return leave_out(story.reference, at=story.tick(), **{**given, **changes})


def built(story: Story, tmp_path: Path) -> Path:
    certify_production(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    production = story.fresh().productions.get()
    assert production.state == Production.State.BUILT, production.fault
    path = tmp_path / "package.zip"
    with open_blob(production.blob, production.request.data_key) as reader:
        path.write_bytes(reader.read())
    return path


def read(story: Story, package: Path, name: str) -> bytes:
    with zipfile.ZipFile(package) as bag:
        return bag.read(f"{story.reference}/data/{name}")


def test_leaving_out_enters_the_count_and_the_class_of_the_reason_and_nothing_else(collected: Story) -> None:
    first = first_of(collected)
    take_out(collected, (first, first + 2), words="Letters to Mr. Abel, his lawyer.")
    entry = last_entry()
    assert str(entry.code) == "records.left_out"
    assert entry.facts == {"records": 2, "reason": "privileged", "is_whole_category": False}


def test_a_package_lacks_what_was_left_out_and_says_how_much_and_why(
    collected: Story, tmp_path: Path
) -> None:
    first = first_of(collected)
    section = section_of(collection(collected), *MESSAGES)
    gone = pages_of(collection(collected)).page(first, first + 1)
    take_out(collected, (first, first + 1))
    take_out(collected, (first + 3,), reason=LeftOutReason.OTHER, words="Names a witness under protection.")
    package = built(collected, tmp_path)
    report = check_package(package)
    assert report.faults == ()
    lines = read(collected, package, "user_interactions/direct_message.jsonl").splitlines()
    assert len(lines) == section.records - 3
    assert not {record.id for record in gone} & {json.loads(line)["record_id"] for line in lines}
    missing = list(csv.DictReader(io.StringIO(read(collected, package, "not-provided.csv").decode())))
    told = {(row["what"], row["explanation"]) for row in missing if row["reason"] == "Left out"}
    assert told == {
        ("2 × direct_message", "Appears to be privileged, such as correspondence with a lawyer."),
        ("1 × direct_message", "Names a witness under protection."),
    }
    contents = json.loads(read(collected, package, "contents.json"))
    assert [(each["reason"], each["records"]) for each in contents["left_out"]] == [
        ("privileged", 2),
        ("other", 1),
    ]
    assert b"<span data-left-out>3</span> records within the grant were left out" in read(
        collected, package, "summary.html"
    )
    assert b"3 of them were left out before" in read(collected, package, "provenance.jsonld")


def test_the_certificate_says_how_many_records_were_left_out(collected: Story, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    take_out(collected, (first_of(collected),))
    pdf = read(collected, built(collected, tmp_path), "certificate.pdf")
    text = PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "1 record within the approval of this request" in " ".join(text.split())


def test_a_package_that_tells_another_number_than_was_certified_is_not_whole(
    collected: Story, tmp_path: Path
) -> None:
    take_out(collected, (first_of(collected),))
    package = built(collected, tmp_path)
    with zipfile.ZipFile(package) as bag:
        bag.extractall(tmp_path / "bag")
    contents = tmp_path / "bag" / collected.reference / "data" / "contents.json"
    contents.write_text(contents.read_text().replace('"records": 1\n', '"records": 0\n'))
    told = [str(fault) for fault in check_package(contents.parents[1]).faults]
    assert any("certifies that 1 records were left out; contents.json says 0" in line for line in told)
    assert any("not-provided.jsonl" in line and "tells of 1" in line for line in told)


def test_media_of_a_record_that_is_left_out_do_not_go(story: Story, tmp_path: Path) -> None:
    videos = {
        "category": "video_content", "from": "2022-01-01", "until": "2024-12-31", "publicly_available": False,
    }  # fmt: skip
    document = {**LEGAL, **WARRANT, "data_requested": [videos]}
    story.under_review(document)
    story.decide("approve", ["video_content"])
    confirm_decision(story.reference, by=story.by("counsel"), at=story.tick())
    start_collection(story.reference, by=story.by("custodian"), at=story.tick())
    run_all(story.tick)
    found = collection(story)
    section = next(s for s in found.sections if s["media_files"] and s["records"] > 1)
    record = pages_of(found).page(section["first"], section["first"])[0]
    assert record.media
    chosen = Chosen(category=section["category"], kind=section["kind"], numbers=(record.number,))
    take_out(story, chosen=chosen)
    package = built(story, tmp_path)
    assert check_package(package).faults == ()
    with zipfile.ZipFile(package) as bag:
        whole = b"".join(bag.read(name) for name in bag.namelist())
    assert not any(place["sha256"].encode() in whole for place in record.media)


def test_what_is_built_is_what_was_certified_or_nothing(collected: Story) -> None:
    certify_production(collected.reference, by=collected.by("custodian"), at=collected.tick())
    first = first_of(collected)
    LeftOut.objects.create(
        collection=collection(collected), category=MESSAGES[0], kind=MESSAGES[1], reason="privileged",
        spans=[[first, first]], records=1, by=collected.people["custodian"], at=collected.tick(),
    )  # fmt: skip
    LeftOut.objects.update(words_sealed=_sealed_nothing(collected))
    for _ in range(4):
        collected.minutes += 60
        run_all(collected.tick)
    production = collected.fresh().productions.get()
    assert production.state == Production.State.FAILED


def _sealed_nothing(story: Story) -> bytes:
    from writdesk.adapters.vault import seal_text

    return seal_text(story.fresh().data_key, "", "left_out.words")


def test_records_are_put_back_one_by_one_or_all_that_one_act_left_out(collected: Story) -> None:
    first = first_of(collected)
    row = take_out(collected, tuple(range(first, first + 5)))
    chosen = Chosen(category=MESSAGES[0], kind=MESSAGES[1], numbers=(first + 1, first + 3))
    assert (
        put_back(collected.reference, chosen=chosen, by=collected.by("custodian"), at=collected.tick()) == 2
    )
    assert left_out_of(collection(collected)) == (
        (first, first),
        (first + 2, first + 2),
        (first + 4, first + 4),
    )
    assert (str(last_entry().code), last_entry().facts) == ("records.put_back", {"records": 2})
    undo_leaving_out(collected.reference, left_out=row.pk, by=collected.by("custodian"), at=collected.tick())
    assert left_out_of(collection(collected)) == ()


def test_a_record_that_is_left_out_already_keeps_its_first_reason(collected: Story) -> None:
    first = first_of(collected)
    take_out(collected, (first,))
    again = take_out(collected, (first, first + 1), reason=LeftOutReason.DUPLICATE)
    assert again.records == 1
    with pytest.raises(InputRefused, match="left out already"):
        take_out(collected, (first,))


def test_everything_that_a_search_finds_is_left_out_together(collected: Story) -> None:
    section = section_of(collection(collected), *MESSAGES)
    text = str(pages_of(collection(collected)).page(section.first, section.first)[0].values["body"])[:9]
    found = [record.number for record in pages_of(collection(collected)).find(section, text.upper())]
    assert section.first in found
    row = take_out(collected, chosen=Chosen(category=MESSAGES[0], kind=MESSAGES[1], text=text))
    assert row.records == len(found) == count_of(row.as_spans())


def test_a_search_looks_at_values_and_not_at_the_names_of_fields(collected: Story) -> None:
    section = section_of(collection(collected), *MESSAGES)
    assert list(pages_of(collection(collected)).find(section, "sent_at")) == []


def test_leaving_out_a_whole_category_needs_words(collected: Story) -> None:
    sections = [s for s in collection(collected).sections if s["category"] == "user_interactions"]
    chosen = [Chosen(category=s["category"], kind=s["kind"]) for s in sections]
    for each in chosen[:-1]:
        take_out(collected, chosen=each)
    with pytest.raises(InputRefused, match="Nothing of user interactions would remain"):
        take_out(collected, chosen=chosen[-1])
    take_out(collected, chosen=chosen[-1], words="The court narrowed the warrant by telephone.")
    assert last_entry().facts["is_whole_category"] is True


def test_a_category_of_which_nothing_is_left_is_packed_and_verifies(collected: Story, tmp_path: Path) -> None:
    for section in collection(collected).sections:
        chosen = Chosen(category=section["category"], kind=section["kind"])
        take_out(collected, chosen=chosen, words="The court narrowed the warrant.")
    report = check_package(built(collected, tmp_path))
    assert (report.faults, report.records) == ((), 0)


def test_another_reason_needs_words(collected: Story) -> None:
    with pytest.raises(InputRefused, match="what the reason is"):
        take_out(collected, (first_of(collected),), reason=LeftOutReason.OTHER, words="  ")


def test_records_of_another_section_cannot_be_reached(collected: Story) -> None:
    for number in (first_of(collected) - 1, 10**9):
        with pytest.raises(NotFound):
            take_out(collected, (number,))
    with pytest.raises(NotFound):
        take_out(collected, chosen=Chosen(category="log_data", kind="login"))


def test_nothing_is_left_out_or_put_back_once_it_is_certified(collected: Story) -> None:
    first = first_of(collected)
    row = take_out(collected, (first,))
    certify_production(collected.reference, by=collected.by("custodian"), at=collected.tick())
    with pytest.raises(NotYet, match="certified already"):
        take_out(collected, (first + 1,))
    with pytest.raises(NotYet, match="certified already"):
        undo_leaving_out(
            collected.reference, left_out=row.pk, by=collected.by("custodian"), at=collected.tick()
        )


def test_whoever_certifies_what_was_changed_meanwhile_is_told(collected: Story) -> None:
    seen = collected.fresh().revision
    take_out(collected, (first_of(collected),))
    with pytest.raises(ChangedMeanwhile):
        certify_production(collected.reference, by=collected.by("custodian"), at=collected.tick(), seen=seen)


def test_only_a_custodian_leaves_out(collected: Story) -> None:
    for name in ("analyst", "counsel", "officer"):
        with pytest.raises((NotAllowed, NotFound)):
            take_out(collected, (first_of(collected),), by=collected.by(name))


def test_opening_records_is_entered_once_an_hour_for_each_person_and_section(collected: Story) -> None:
    size, revision = len(entries()), collected.fresh().revision

    def look(by: str, at: Any) -> None:
        look_at_section(
            collected.reference, category=MESSAGES[0], kind=MESSAGES[1], by=collected.by(by), at=at
        )

    at = collected.tick()
    look("custodian", at)
    look("custodian", at + timedelta(minutes=59))
    look("counsel", at)
    look("custodian", at + timedelta(minutes=61))
    made = entries()[size:]
    assert [str(entry.code) for entry in made] == ["records.read"] * 3
    assert made[0].facts["section"] == "direct_message"
    assert collected.fresh().revision == revision


def test_records_are_closed_to_analysts_and_after_delivery_to_everybody(collected: Story) -> None:
    def look(by: str) -> None:
        look_at_section(
            collected.reference, category=MESSAGES[0], kind=MESSAGES[1],
            by=collected.by(by), at=collected.tick(),
        )  # fmt: skip

    for name in ("analyst", "auditor", "officer"):
        with pytest.raises((ActionRefused, NotFound)):
            look(name)
    certify_production(collected.reference, by=collected.by("custodian"), at=collected.tick())
    run_all(collected.tick)
    collected.called_back()
    deliver_production(collected.reference, by=collected.by("custodian"), at=collected.tick())
    with pytest.raises(NotFound):
        look("custodian")


def test_sections_say_how_many_other_people_appear(collected: Story) -> None:
    section = section_of(collection(collected), *MESSAGES)
    records = pages_of(collection(collected)).page(section.first, section.last)
    others = {r.values["sender"] for r in records if r.values["sender"] != r.account}
    assert section.third_persons == len(others) > 0
    assert section.note.startswith("What others wrote")
