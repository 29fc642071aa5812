"""The verdict on one uploaded file, and the limits it is measured against."""

from __future__ import annotations

from dataclasses import asdict, dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How large and how intricate a file may be. Sizes in bytes, time in seconds."""

    size: int = 25 * MIB
    pages: int = 2_000
    pixels: int = 200_000_000
    members: int = 5_000
    nesting: int = 3
    # A blank page of 600 dots an inch in colour is 100 MB once unpacked, and a thousand times smaller packed:
    # so one stream may be large, and the ratio counts only once there is much of it.
    unpacked_part: int = 128 * MIB
    unpacked: int = 1024 * MIB
    ratio: int = 200
    ratio_counts_from: int = 256 * MIB
    docx_unpacked: int = 256 * MIB
    docx_ratio_counts_from: int = 32 * MIB
    seconds: float = 15.0

    def as_numbers(self) -> dict[str, int | float]:
        """The limits as they cross the pipe."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file cannot be taken in: a stable code, and a sentence that says what to do."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a person should know about a file that is taken in all the same."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """One file: what its bytes say it is, how many pages, its size and hash, and what is wrong with it.

    ``pages`` is None where the kind has none (text, DOCX) or they could not be counted.
    """

    media_type: str
    pages: int | None
    size: int
    sha256: str
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether nothing is wrong with the file."""
        return not self.faults
