"""Where the foreign test data lies: beside the repository, or nowhere (a public clone)."""

from pathlib import Path

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED: Path | None = _BESIDE if _BESIDE.is_dir() else None
CORPORA: Path | None = _BESIDE / "corpora" if (_BESIDE / "corpora").is_dir() else None
