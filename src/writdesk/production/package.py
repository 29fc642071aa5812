"""Writes the package that an officer receives, in one pass and in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from writdesk.core.collected import FieldHolding, Record
from writdesk.production.background import BackgroundSink, Sink
from writdesk.production.bagging import BagFile, BagWriter, bag_info_of, manifest_of
from writdesk.production.certificate import CERTIFICATE_FILE, TEMPLATES, certified_document, make_certificate
from writdesk.production.contents import CONTENTS_FILE, Contents, contents_document
from writdesk.production.how_to_verify import HOW_TO_FILE, how_to_pieces
from writdesk.production.identity import SigningIdentity
from writdesk.production.names import safe_path_part
from writdesk.production.not_provided import gather_not_provided, write_about, write_not_provided
from writdesk.production.particulars import (
    Custodian,
    GuidelineSentences,
    LeftOutRecords,
    NotProvided,
    PackageReceipt,
    Particulars,
)
from writdesk.production.provenance import PROVENANCE_FILE, provenance_lines
from writdesk.production.summary import SUMMARY_FILE, summary_pieces
from writdesk.production.tables import write_records
from writdesk.sealing import Signer

DATA_MANIFEST_FILE = "data/data-manifest.txt"
CUSTODIAN_CERTIFICATE_FILE = "custodian-certificate.pem"


def package_name(reference: str) -> str:
    """The file name of a request's package.

    >>> package_name("LR-2026-000123")
    'LR-2026-000123.zip'
    """
    return f"{safe_path_part(reference)}.zip"


def write_package(
    sink: Sink,
    *,
    particulars: Particulars,
    records: Iterable[Record],
    holdings: Iterable[FieldHolding] = (),
    not_provided: Iterable[NotProvided] = (),
    left_out: Sequence[LeftOutRecords] = (),
    sentences: GuidelineSentences,
    custodian: Custodian,
    signer: Signer,
    certificate_signer: SigningIdentity,
    at: datetime,
    certificate_templates: Path = TEMPLATES,
) -> PackageReceipt:
    """Write the package into ``sink`` (write-only; the caller closes it) and say what was written.

    ``records`` are read once and must come ordered by category and kind; those ``left_out`` are not among
    them, and are only counted. Nothing lies in clear on a disk
    meanwhile. The same input and time give the same bytes. Raises ``ProductionError``; what the sink holds
    then is no package and must be thrown away.
    """
    build = _Build(particulars, sentences, custodian, certificate_signer, at, certificate_templates)
    with BackgroundSink(sink) as background:
        bag = BagWriter(background, safe_path_part(particulars.reference), at)
        told = [*not_provided, *(each.as_not_provided() for each in left_out)]
        missing = gather_not_provided(particulars, holdings, told)
        granted = {one.category for one in particulars.granted}
        contents = write_records(bag, records, granted)
        contents.left_out = tuple(left_out)
        tables = [
            *_table_files(contents),
            *write_not_provided(bag, missing),
            write_about(bag, particulars, sentences),
        ]
        data_manifest = build.certify(bag, contents, tables)
        build.describe(bag, contents, missing, data_manifest)
        bag.add_pieces(HOW_TO_FILE, how_to_pieces(particulars.reference, particulars.provider, signer.key_id))
        bag.add_tag(CUSTODIAN_CERTIFICATE_FILE, certificate_signer.certificate_pem())
        manifest, tagmanifest = bag.seal(build.bag_info(), signer)
    return PackageReceipt(
        size=background.position,
        sha256=background.sha256,
        files=len(bag.payload),
        payload_bytes=sum(file.size for file in bag.payload),
        records=contents.records,
        media_files=contents.media_files,
        manifest_sha256=manifest.sha256,
        tagmanifest_sha256=tagmanifest.sha256,
        data_manifest_sha256=data_manifest.sha256,
        tables={kind.key: kind.jsonl.sha256 for kind in contents.kinds},
    )


@dataclass(frozen=True, slots=True)
class _Build:
    """What the parts of one package share."""

    particulars: Particulars
    sentences: GuidelineSentences
    custodian: Custodian
    identity: SigningIdentity
    at: datetime
    templates: Path

    def certify(self, bag: BagWriter, contents: Contents, tables: list[BagFile]) -> BagFile:
        """List the hashes of all data written so far, and have the custodian certify the list."""
        data_manifest = bag.add(DATA_MANIFEST_FILE, manifest_of(bag.payload))
        certificate = make_certificate(
            particulars=self.particulars,
            custodian=self.custodian,
            certified=certified_document(self.particulars, contents, data_manifest, tables),
            identity=self.identity,
            at=self.at,
            templates=self.templates,
        )
        bag.add(CERTIFICATE_FILE, certificate)
        return data_manifest

    def describe(
        self, bag: BagWriter, contents: Contents, missing: list[NotProvided], data_manifest: BagFile
    ) -> None:
        """Provenance, contents and summary."""
        files = list(bag.payload)
        bag.add_pieces(
            PROVENANCE_FILE,
            provenance_lines(
                self.particulars,
                self.custodian,
                files,
                self.at,
                _own_version(),
                left_out=contents.records_left_out,
            ),
        )
        bag.add(CONTENTS_FILE, contents_document(contents, self.particulars, self.at))
        summary = summary_pieces(
            particulars=self.particulars,
            contents=contents,
            missing=missing,
            sentences=self.sentences,
            custodian=self.custodian,
            data_manifest_sha256=data_manifest.sha256,
            at=self.at,
        )
        bag.add_pieces(SUMMARY_FILE, summary)

    def bag_info(self) -> Callable[[int, int], bytes]:
        """What ``bag-info.txt`` will say."""
        return bag_info_of(
            reference=self.particulars.reference,
            provider=self.particulars.provider,
            at=self.at,
            agent=f"Writdesk {_own_version()}",
        )


def _table_files(contents: Contents) -> list[BagFile]:
    tables = [file for kind in contents.kinds for file in (kind.csv, kind.jsonl)]
    return [*tables, *contents.media_lists.values()]


@cache
def _own_version() -> str:
    try:
        return version("writdesk")
    except PackageNotFoundError:
        return "unreleased"
