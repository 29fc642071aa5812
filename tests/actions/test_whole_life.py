"""One request from receipt to download: what each act leaves in the ledger, and what nobody may do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.actions.story import Story
from writdesk.actions.actor import Actor
from writdesk.actions.errors import NotAllowed, NotYet
from writdesk.actions.intake.uploads import open_blob
from writdesk.actions.producing.certify_production import certify_production
from writdesk.actions.producing.deliver_production import deliver_production
from writdesk.actions.producing.download_production import download_production
from writdesk.actions.producing.start_collection import start_collection
from writdesk.actions.review.close_request import close_request
from writdesk.core.lifecycle import Status, TransitionRefused
from writdesk.ledger.entry import decode
from writdesk.store.access import NotFound
from writdesk.store.agencies import CallBack
from writdesk.store.ledger import body_of, current_frontier
from writdesk.store.ledger_audit import verify_ledger


def codes() -> list[str]:
    return [str(decode(body_of(index)).code) for index in range(current_frontier().size)]


def test_the_whole_life_leaves_one_entry_for_each_act(story: Story) -> None:
    story.delivered()
    download_production(story.reference, by=story.by("officer"), at=story.tick())
    close_request(story.reference, by=story.by("custodian"), at=story.tick())
    assert codes() == [
        "officer.registered",
        "officer.signed_in",
        "request.received",
        "request.assigned",
        "fact.attested",
        "grant.signed",
        "collection.started",
        "collection.finished",
        "production.certified",
        "production.built",
        "agency.number_added",
        "agency.called_back",
        "production.delivered",
        "production.downloaded",
        "request.closed",
    ]
    assert story.fresh().status == Status.CLOSED


def test_no_entry_of_the_ledger_names_anybody(story: Story) -> None:
    story.delivered()
    whole = b"".join(body_of(index) for index in range(current_frontier().size)).lower()
    for secret in (b"dana", b"ruiz", b"springfield", b"lark", b"4471", story.reference.lower().encode()):
        assert secret not in whole


def test_the_database_holds_no_particulars_in_clear(story: Story) -> None:
    from django.apps import apps

    story.delivered()
    for model in apps.get_app_config("store").get_models():
        # Ids made by chance may hold any four digits in a row.
        text = re.sub(r"uuid\('[0-9a-f-]+'\)|[0-9a-f]{32,}", "", repr(list(model.objects.values())).lower())
        assert "dana" not in text
        assert "lucky" not in text
        assert "4471" not in text


def test_the_package_holds_what_was_granted_and_says_what_was_not(story: Story) -> None:
    story.delivered()
    production = download_production(story.reference, by=story.by("officer"), at=story.tick())
    with open_blob(production.blob, production.request.data_key) as reader:
        package = zipfile.ZipFile(io.BytesIO(reader.read()))
    names = {name.partition("/")[2] for name in package.namelist()}
    assert "data/subscriber_information/account.csv" in names
    assert not any("user_interactions" in name for name in names)
    missing = package.read(f"{story.reference}/data/not-provided.csv").decode()
    assert "User Interactions" in missing
    assert "Not granted" in missing


def test_what_lies_on_the_disk_is_sealed(story: Story, desk: Any) -> None:
    story.received(uploads=[])
    story.delivered()
    blobs = [path for path in (desk.BASE_DIR / "blobs").rglob("*") if path.is_file()]
    assert blobs
    assert all(path.read_bytes()[:4] == b"WDS1" for path in blobs)


@pytest.mark.parametrize(
    ("act", "may"),
    [
        (start_collection, {"custodian"}),
        (certify_production, {"custodian"}),
        (deliver_production, {"custodian"}),
        (close_request, {"custodian", "counsel"}),
        (download_production, {"officer"}),
    ],
)
def test_only_the_right_role_does_it(story: Story, act: Callable[..., Any], may: set[str]) -> None:
    story.built()
    size = current_frontier().size
    for name in {"analyst", "counsel", "custodian", "auditor", "officer"} - may:
        with pytest.raises((NotAllowed, NotFound)):
            act(story.reference, by=story.by(name), at=story.tick())
    assert current_frontier().size == size


def test_nothing_is_downloaded_before_delivery(story: Story) -> None:
    story.built()
    with pytest.raises(NotFound):
        download_production(story.reference, by=story.by("officer"), at=story.tick())


def test_nothing_is_downloaded_after_its_time(story: Story) -> None:
    story.delivered()
    story.minutes += 31 * 24 * 60
    with pytest.raises(NotYet, match="passed"):
        download_production(story.reference, by=story.by("officer"), at=story.tick())


def test_the_first_delivery_to_a_new_officer_waits_for_a_confirmed_call_back(story: Story) -> None:
    story.built()

    def deliver() -> object:
        return deliver_production(story.reference, by=story.by("custodian"), at=story.tick())

    for outcome in (None, CallBack.Outcome.NOT_REACHED, CallBack.Outcome.DENIED):
        if outcome is not None:
            story.called_back(outcome)
        with pytest.raises(NotYet, match="Call the agency back at a number from the directory"):
            deliver()
    assert story.fresh().status == Status.READY
    assert "production.delivered" not in codes()
    story.called_back()
    deliver()
    assert story.fresh().status == Status.DELIVERED


def test_a_confirmed_call_back_that_the_agency_takes_back_does_not_count(story: Story) -> None:
    story.built().called_back().called_back(CallBack.Outcome.DENIED)
    with pytest.raises(NotYet, match="Call the agency back"):
        deliver_production(story.reference, by=story.by("custodian"), at=story.tick())


def test_a_call_back_on_another_request_of_a_new_officer_does_not_count(story: Story) -> None:
    story.built().called_back()
    story.built()
    with pytest.raises(NotYet, match="Call the agency back"):
        deliver_production(story.reference, by=story.by("custodian"), at=story.tick())


def test_a_second_delivery_to_the_same_officer_needs_no_call_back(story: Story) -> None:
    story.delivered()
    story.built()
    deliver_production(story.reference, by=story.by("custodian"), at=story.tick())
    assert codes().count("agency.called_back") == 1
    assert codes().count("production.delivered") == 2


def test_a_second_click_delivers_nothing_twice(story: Story) -> None:
    story.delivered()
    with pytest.raises(TransitionRefused):
        deliver_production(story.reference, by=story.by("custodian"), at=story.tick())
    assert codes().count("production.delivered") == 1


def test_a_second_click_certifies_nothing_twice(story: Story) -> None:
    story.built()
    with pytest.raises(NotYet, match="certified already"):
        certify_production(story.reference, by=story.by("custodian"), at=story.tick())


def test_an_officer_does_not_see_the_request_of_another(story: Story, make_person: Any) -> None:
    story.delivered()
    stranger = Actor(person=make_person("officer", username="officer-other"))
    with pytest.raises(NotFound):
        download_production(story.reference, by=stranger, at=story.tick())


def test_the_ledger_verifies_after_it_all(story: Story) -> None:
    from writdesk.adapters.vault import desk_keys

    story.delivered()
    assert verify_ledger([desk_keys().signer.public_pem()]).is_whole
