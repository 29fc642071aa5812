"""Where the records come from, as JSON-LD (CASE 1.4, UCO 1.4): who did what, with which tool, to which files.

One node a line, so that twenty thousand files are written and read without holding the graph in memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from writdesk.production.bagging import BagFile
from writdesk.production.particulars import Custodian, Particulars

PROVENANCE_FILE = "data/provenance.jsonld"
_UCO = "https://ontology.unifiedcyberontology.org/uco"
_CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "kb": "urn:example:writdesk:",
    "uco-action": f"{_UCO}/action/",
    "uco-core": f"{_UCO}/core/",
    "uco-identity": f"{_UCO}/identity/",
    "uco-observable": f"{_UCO}/observable/",
    "uco-tool": f"{_UCO}/tool/",
    "uco-types": f"{_UCO}/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node = dict[str, Any]


def provenance_lines(
    particulars: Particulars,
    custodian: Custodian,
    files: list[BagFile],
    at: datetime,
    version: str,
    *,
    left_out: int = 0,
) -> Iterator[bytes]:
    """The document, piece by piece."""
    yield b'{"@context": ' + _json(_CONTEXT) + b',\n "@graph": [\n'
    between = b""
    for node in _nodes(particulars, custodian, files, at, version, left_out=left_out):
        yield between + _json(node)
        between = b",\n"
    yield b"\n]}\n"


def _nodes(
    particulars: Particulars,
    custodian: Custodian,
    files: list[BagFile],
    at: datetime,
    version: str,
    *,
    left_out: int,
) -> Iterator[Node]:
    graph = _Graph(particulars.reference)
    provider = graph.node("organization", "uco-identity:Organization", particulars.provider)
    agency = graph.node("organization", "uco-identity:Organization", particulars.agency)
    person = graph.node("person", "uco-identity:Person", custodian.name)
    person["uco-core:description"] = f"{custodian.title}, {particulars.provider}"
    tool = graph.node("tool", "uco-tool:Tool", "Writdesk")
    tool |= {"uco-tool:toolType": "Production of records", "uco-tool:version": version}
    authority = graph.node("authorization", "case-investigation:Authorization", particulars.process)
    authority |= {
        "case-investigation:authorizationType": "legal process",
        "case-investigation:authorizationIdentifier": [particulars.reference],
    }
    record = _provenance_record(graph, particulars, files)
    yield from (provider, agency, person, tool, authority, record)
    yield _investigation(graph, particulars, authority, record)
    yield _action(graph, (person, provider), tool, record, at) | _described(left_out)
    yield from (_file_node(graph, file) for file in files)


class _Graph:
    """Makes nodes whose ids are the same for the same request and name."""

    def __init__(self, reference: str) -> None:
        self._reference = reference

    def uuid_of(self, name: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"writdesk:{self._reference}:{name}")

    def id_of(self, sort: str, name: str) -> str:
        return f"kb:{sort}-{self.uuid_of(name)}"

    def node(self, sort: str, kind: str, name: str) -> Node:
        return {"@id": self.id_of(sort, name), "@type": kind, "uco-core:name": name}


def _provenance_record(graph: _Graph, particulars: Particulars, files: list[BagFile]) -> Node:
    record = graph.node(
        "provenance-record",
        "case-investigation:ProvenanceRecord",
        f"Records produced for {particulars.reference}",
    )
    return record | {
        "uco-core:description": (
            f"Business records of {particulars.provider}, collected under the grant of request "
            f"{particulars.reference} by guideline {particulars.guideline} ({particulars.guideline_version})"
        ),
        "case-investigation:exhibitNumber": particulars.reference,
        "uco-core:object": [{"@id": graph.id_of("file", file.path)} for file in files],
    }


def _investigation(graph: _Graph, particulars: Particulars, authority: Node, record: Node) -> Node:
    investigation = graph.node("investigation", "case-investigation:Investigation", particulars.reference)
    return investigation | {
        "uco-core:description": f"Request of {particulars.agency}, received {particulars.received_on}",
        "case-investigation:relevantAuthorization": {"@id": authority["@id"]},
        "uco-core:object": [{"@id": record["@id"]}],
    }


def _action(graph: _Graph, performers: tuple[Node, Node], tool: Node, record: Node, at: datetime) -> Node:
    person, provider = performers
    action = graph.node("action", "case-investigation:InvestigativeAction", "Production of records")
    return action | {
        "uco-action:performer": {"@id": person["@id"]},
        "uco-action:participant": [{"@id": provider["@id"]}],
        "uco-action:instrument": [{"@id": tool["@id"]}],
        "uco-action:result": [{"@id": record["@id"]}],
        "uco-action:endTime": {"@type": "xsd:dateTime", "@value": at.astimezone(UTC).isoformat()},
    }


def _described(left_out: int) -> Node:
    """What was done, and how many records a person left out of it."""
    done = "Records within the grant were read, written to files, hashed and certified"
    if left_out:
        done += f"; {left_out} of them were left out before, for the reasons in data/not-provided.csv"
    return {"uco-core:description": done}


def _file_node(graph: _Graph, file: BagFile) -> Node:
    own = graph.uuid_of(file.path)
    name = file.path.rpartition("/")[2]
    return {
        "@id": f"kb:file-{own}",
        "@type": "uco-observable:File",
        "uco-core:name": name,
        "uco-core:hasFacet": [
            {
                "@id": f"kb:file-facet-{own}",
                "@type": "uco-observable:FileFacet",
                "uco-observable:fileName": name,
                "uco-observable:filePath": file.path,
                "uco-observable:sizeInBytes": {"@type": "xsd:integer", "@value": str(file.size)},
            },
            {
                "@id": f"kb:content-data-facet-{own}",
                "@type": "uco-observable:ContentDataFacet",
                "uco-observable:hash": [
                    {
                        "@id": f"kb:hash-{own}",
                        "@type": "uco-types:Hash",
                        "uco-types:hashMethod": "SHA256",
                        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": file.sha256},
                    }
                ],
            },
        ],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
