"""A platform to collect from, and a desk that signs grants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.clipstream import small_clipstream
from writdesk.core.grant import Grant, GrantedCategory, Purpose
from writdesk.demo.clipstream.cast import LUCKY_LARK
from writdesk.sealing.grants import SignedGrant, sign_grant
from writdesk.sealing.signing import Signer
from writdesk.sources import Collection, DataMap, Platform, collect, load_data_map, open_platform

NOW = datetime(2024, 3, 31, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def data_map() -> DataMap:
    return load_data_map(small_clipstream().data_map)


@pytest.fixture
def platform(data_map: DataMap) -> Iterator[Platform]:
    opened = open_platform(data_map, small_clipstream().folder)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer.create(tmp_path_factory.mktemp("keys") / "signing.key")


def grant_of(
    *categories: GrantedCategory, accounts: tuple[str, ...] = (LUCKY_LARK.id,), **changes: object
) -> Grant:
    grant = Grant(
        id="G-1",
        reference="LR-2024-000001",
        provider="TikTok Inc.",
        guideline="tiktok-inc@2020-08-13",
        purpose=Purpose.PRODUCTION,
        accounts=accounts,
        categories=categories,
        granted_at=NOW - timedelta(hours=1),
        expires_at=NOW + timedelta(days=7),
    )
    return replace(grant, **changes)  # type: ignore[arg-type]


@pytest.fixture
def category(data_map: DataMap) -> Callable[..., GrantedCategory]:
    """A granted category; all of its fields unless told otherwise."""

    def make(name: str, *fields: str, **dates: object) -> GrantedCategory:
        return GrantedCategory(category=name, fields=fields or data_map.fields_of(name), **dates)  # type: ignore[arg-type]

    return make


@pytest.fixture
def collected(platform: Platform, signer: Signer) -> Callable[..., Collection]:
    """Collect under a grant that this desk has signed."""

    def run(grant: Grant, **options: object) -> Collection:
        signed = sign_grant(signer, grant)
        options = {"platform": platform, "now": NOW} | options
        return collect(signed, public_key=signer.public_pem(), **options)  # type: ignore[arg-type]

    return run


def altered(signed: SignedGrant, before: bytes, after: bytes) -> SignedGrant:
    """The same signature over other bytes."""
    assert before in signed.body
    return replace(signed, body=signed.body.replace(before, after))


@pytest.fixture
def database() -> Path:
    """The application's database, to compare with by other means."""
    return small_clipstream().folder / "clipstream.sqlite3"
