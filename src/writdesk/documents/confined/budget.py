"""How much a file may unpack to: each part, the whole, and the whole against the file's size."""

from __future__ import annotations

from dataclasses import dataclass

from writdesk.documents.confined.verdict import Refused


@dataclass(slots=True)
class Budget:
    """Counts what was really unpacked, and refuses the file as soon as it is too much."""

    packed: int
    part: int
    whole: int
    ratio: int
    ratio_counts_from: int
    unpacked: int = 0
    in_part: int = 0

    def begin_part(self) -> None:
        """A new stream or member begins."""
        self.in_part = 0

    def add(self, size: int) -> None:
        """So many bytes more came out. Raises ``Refused``."""
        self.in_part += size
        self.unpacked += size
        if self.in_part > self.part or self.would_burst(self.unpacked):
            raise Refused("zip_bomb")

    def would_burst(self, unpacked: int) -> bool:
        """Whether a whole of this size is too much."""
        too_dense = unpacked > self.ratio_counts_from and unpacked > self.ratio * self.packed
        return unpacked > self.whole or too_dense
