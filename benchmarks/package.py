"""A production of many media files: our package, sealed, against bagit.py + tar + age in the same run.

    python -m benchmarks.package [--files 20000] [--megabytes 2000] [--runs 3] [--folder DIR]

Each contender runs in a process of its own, so that its peak memory is its own. The time ends after fsync.
The package holds more than the peers' archive (tables, certificate, provenance) and is signed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)


def make_media(folder: Path, files: int, size: int) -> None:
    """Random bytes, as media are once they are compressed."""
    for number in range(files):
        (folder / f"{number:06}.mp4").write_bytes(os.urandom(size))


def run_writdesk(media: Path, work: Path) -> None:
    """write_package into a sealed stream on disk."""
    from writdesk.core.collected import Media, Record
    from writdesk.production.identity import new_identity
    from writdesk.production.package import write_package
    from writdesk.production.particulars import Custodian, GrantedData, GuidelineSentences, Particulars
    from writdesk.sealing import SealedWriter, Signer

    def records() -> Iterator[Record]:
        for path in sorted(media.iterdir()):
            name = path.name
            one = Media(
                name=name, media_type="video/mp4", size=path.stat().st_size,
                open_stream=lambda path=path: path.open("rb", buffering=0),
            )  # fmt: skip
            values = {"title": f"Video {name}", "created_at": "2026-09-01T10:00:00+00:00"}
            yield Record(
                category="video_content", kind="video", account="1", id=name[:6], values=values, media=(one,)
            )

    particulars = Particulars(
        reference="LR-2026-000001", provider="Clipstream Inc.", guideline="clipstream-inc",
        guideline_version="1",
        guideline_title="Guidelines", country="US", agency="Lake County Sheriff's Office",
        process="Search warrant",
        received_on=date(2026, 11, 3), accounts=(),
        granted=(GrantedData(category="video_content", title="Video content"),),
    )  # fmt: skip
    with (work / "package.sealed").open("wb", buffering=0) as target:
        sealed = SealedWriter(os.urandom(32), target, "package")
        write_package(
            sealed, particulars=particulars, records=records(), sentences=GuidelineSentences(),
            custodian=Custodian(name="Ines Okafor", title="Custodian of Records"),
            signer=Signer.create(work / "desk.pem"),
            certificate_signer=new_identity(name="Ines Okafor", organization="Clipstream Inc.", at=AT), at=AT,
        )  # fmt: skip
        sealed.close()
        os.fsync(target.fileno())


def run_peers(media: Path, work: Path) -> None:
    """bagit.py (SHA-256, in place), then tar, piped into age."""
    bag = work / "bag"
    shutil.copytree(media, bag, copy_function=os.link)
    bagit = [sys.executable, "-m", "bagit", "--quiet", "--sha256", "--processes", "2", str(bag)]
    subprocess.run(bagit, check=True)
    key = work / "age.key"
    subprocess.run(["age-keygen", "-o", str(key)], check=True, capture_output=True)
    public = subprocess.run(
        ["age-keygen", "-y", str(key)], check=True, capture_output=True, text=True
    ).stdout.strip()
    with (work / "package.tar.age").open("wb") as target:
        tar = subprocess.Popen(["tar", "-C", str(work), "-cf", "-", "bag"], stdout=subprocess.PIPE)
        subprocess.run(["age", "-r", public], stdin=tar.stdout, stdout=target, check=True)
        assert tar.wait() == 0
        os.fsync(target.fileno())


CONTENDERS: dict[str, Callable[[Path, Path], None]] = {"writdesk": run_writdesk, "bagit+tar+age": run_peers}


def measure(name: str, media: Path, folder: Path) -> dict[str, float]:
    """Run one contender in a process of its own: seconds, and peak memory of it and its children in MB."""
    work = Path(tempfile.mkdtemp(dir=folder))
    command = [sys.executable, "-m", "benchmarks.package", "--one", name, str(media), str(work)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    shutil.rmtree(work)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run_one(name: str, media: Path, work: Path) -> None:
    """The child: run and report."""
    start = time.perf_counter()
    CONTENDERS[name](media, work)
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "peak_mb": peak / 1024}))


def missing_tools() -> list[str]:
    return [tool for tool in ("tar", "age", "age-keygen") if shutil.which(tool) is None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--megabytes", type=int, default=2_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--one", nargs=3)
    given = parser.parse_args()
    if given.one:
        run_one(given.one[0], Path(given.one[1]), Path(given.one[2]))
        return
    compare(given)


def compare(given: argparse.Namespace) -> None:
    """Take turns, so that a busy moment of the machine hits all alike."""
    absent = missing_tools()
    names = [name for name in CONTENDERS if name == "writdesk" or not absent]
    if absent:
        print(f"bagit+tar+age is not measured: {', '.join(absent)} missing (apt-get install age)")
    folder = Path(tempfile.mkdtemp(prefix="writdesk-bench-", dir=given.folder))
    try:
        media = folder / "media"
        media.mkdir()
        make_media(media, given.files, given.megabytes * 1_000_000 // given.files)
        print(f"{platform.platform()}, {os.cpu_count()} cores; {given.files} files, {given.megabytes} MB")
        results: dict[str, list[dict[str, float]]] = {name: [] for name in names}
        for _ in range(given.runs):
            for name in names:
                results[name].append(measure(name, media, folder))
        report(results, given.megabytes)
    finally:
        shutil.rmtree(folder)


def report(results: dict[str, list[dict[str, float]]], megabytes: int) -> None:
    speeds = {}
    for name, runs in results.items():
        seconds = statistics.median(run["seconds"] for run in runs)
        speeds[name] = megabytes / seconds
        peak = max(run["peak_mb"] for run in runs)
        each = ", ".join(f"{run['seconds']:.2f}" for run in runs)
        print(f"{name:14} {speeds[name]:7.0f} MB/s   {seconds:6.2f} s (of {each})   peak {peak:.0f} MB")
    if len(speeds) > 1:
        print(
            f"ratio {speeds['writdesk'] / speeds['bagit+tar+age']:.2f} (aim: 600 MB/s or more, below 100 MB)"
        )


if __name__ == "__main__":
    main()
