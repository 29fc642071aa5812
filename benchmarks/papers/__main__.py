"""Precision and recall of the reader, fact by fact, on papers with their text and on their faxes.

``python -m benchmarks.papers [--set development|heldout|all] [--json] [--verbose] [--only NAME]
[--keep FOLDER] [--make]``
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from benchmarks.papers.making import Made, make_all
from benchmarks.papers.reader import read
from benchmarks.papers.scoring import Compared, Score, compare, tally
from benchmarks.papers.truth import SETS, papers

FORMS = {False: "text", True: "degraded"}


def main(arguments: list[str]) -> int:
    """Make the documents, read each, print what came out. One that cannot be read misses everything."""
    asked = _parsed(arguments)
    chosen = [paper for paper in papers(asked.set) if asked.only in paper.name]
    with tempfile.TemporaryDirectory(prefix="papers-") as folder:
        kept = Path(asked.keep or folder)
        kept.mkdir(parents=True, exist_ok=True)
        documents = list(make_all(chosen, kept))
        if asked.make:
            print(f"{len(documents)} documents in {kept}")
            return 0
        began = perf_counter()
        found = [(made, _compared(made)) for made in documents]
        seconds = perf_counter() - began
    result = {
        form: tally(one for made, one in found if FORMS[made.is_degraded] == form) for form in FORMS.values()
    }
    if asked.json:
        print(json.dumps(_as_json(result, found, seconds), indent=1))
        return 0
    print(f"{len(found)} documents ({asked.set}) of {len(chosen)} papers, {seconds:.0f} s")
    for form, scores in result.items():
        _print(form, sum(FORMS[made.is_degraded] == form for made, _ in found), scores)
    if asked.verbose:
        _print_faults(found)
    return 0


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("--set", choices=(*SETS, "all"), default="all")
    parser.add_argument("--json", action="store_true", help="print figures and faults as JSON")
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what is wrong")
    parser.add_argument("--only", default="", help="papers whose name contains this")
    parser.add_argument("--keep", default="", help="make the documents in this folder and leave them there")
    parser.add_argument(
        "--make", action="store_true", help="make the documents and read nothing (with --keep)"
    )
    return parser.parse_args(arguments)


def _compared(made: Made) -> Compared:
    try:
        asserted = read(made.path)
    except RuntimeError as fault:
        print(fault, file=sys.stderr)
        asserted = []
    return compare(made.paper.facts, made.paper.allowed, asserted)


def _share(value: float | None) -> str:
    return "    –" if value is None else f"{value:5.3f}"


def _print(form: str, count: int, scores: dict[str, Score]) -> None:
    print(f"\n{form}: {count} documents\n{'fact':42} precision recall  right wrong missed")
    for name, one in sorted(scores.items(), key=lambda item: (item[0] != "all", item[0])):
        print(
            f"{name:42} {_share(one.precision):>9} {_share(one.recall):>6}"
            f" {one.right:6} {one.wrong:5} {one.missed:6}"
        )


def _print_faults(found: list[tuple[Made, Compared]]) -> None:
    for made, one in found:
        if one.wrong or one.missed:
            print(f"\n{made.path.name}")
        for kind, facts in (("wrong", one.wrong), ("missed", one.missed)):
            for name, value in facts:
                print(f"  {kind:6} {name} = {value}")


def _as_json(
    result: dict[str, dict[str, Score]], found: list[tuple[Made, Compared]], seconds: float
) -> dict[str, object]:
    return {
        "seconds": round(seconds, 1),
        "scores": {
            form: {
                name: asdict(score) | {"precision": score.precision, "recall": score.recall}
                for name, score in scores.items()
            }
            for form, scores in result.items()
        },
        "faults": {made.path.name: {"wrong": c.wrong, "missed": c.missed} for made, c in found},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
