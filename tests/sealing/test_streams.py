"""Sealed streams give back what went in, and nothing when a byte of them was touched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from writdesk.sealing import DataKey, SealedReader, SealedWriter
from writdesk.sealing.errors import SealBroken
from writdesk.sealing.streams import CHUNK_BYTES, HEADER_BYTES, TAG_BYTES, sealed_size

KEY = DataKey(bytes(range(32)))
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
SIZES = [0, 1, 1000, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 77]


def pattern(size: int) -> bytes:
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def sealed(plain: bytes, *, step: int = 1 << 30, context: str = "LR-1/production") -> bytes:
    sink = io.BytesIO()
    with SealedWriter(KEY, sink, context) as writer:
        for start in range(0, len(plain), step):
            writer.write(plain[start : start + step])
    return sink.getvalue()


def opened(stream: bytes, *, context: str = "LR-1/production", key: bytes = KEY) -> bytes:
    return SealedReader(key, io.BytesIO(stream), context).read()


class OnlyReads:
    """A source that neither seeks nor fills buffers, and gives little at a time."""

    def __init__(self, content: bytes) -> None:
        self._source = io.BytesIO(content)

    def read(self, size: int) -> bytes:
        return self._source.read(min(size, 70_001))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [65_537, CHUNK_BYTES, 3 * CHUNK_BYTES])
def test_what_was_written_is_read_whatever_its_size(size: int, step: int) -> None:
    stream = sealed(pattern(size), step=step)
    assert len(stream) == sealed_size(size)
    assert opened(stream) == pattern(size)
    assert SealedReader(KEY, OnlyReads(stream), "LR-1/production").read() == pattern(size)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", SIZES)
def test_reading_in_pieces_gives_the_same_bytes(size: int) -> None:
    stream = sealed(pattern(size))
    reader = SealedReader(KEY, io.BytesIO(stream), "LR-1/production")
    assert b"".join(iter(lambda: reader.read(300_007), b"")) == pattern(size)
    assert reader.read(5) == b""
    into, reader = bytearray(100_003), SealedReader(KEY, io.BytesIO(stream), "LR-1/production")
    assert b"".join(bytes(into[:count]) for count in iter(lambda: reader.readinto(into), 0)) == pattern(size)


@pytest.mark.parametrize(
    "cut", [0, 10, HEADER_BYTES, HEADER_BYTES + 3, HEADER_BYTES + SEALED_CHUNK, -1, -TAG_BYTES]
)
@pytest.mark.parametrize("size", [CHUNK_BYTES * 2 + 77, CHUNK_BYTES * 2])
def test_a_stream_cut_off_anywhere_does_not_open(cut: int, size: int) -> None:
    with pytest.raises(SealBroken):
        opened(sealed(pattern(size))[:cut])


def test_a_stream_cut_at_a_chunk_gives_the_verified_part_and_then_fails() -> None:
    stream = sealed(pattern(2 * CHUNK_BYTES + 5))[: HEADER_BYTES + SEALED_CHUNK]
    reader = SealedReader(KEY, io.BytesIO(stream), "LR-1/production")
    assert reader.read(CHUNK_BYTES) == pattern(CHUNK_BYTES)
    with pytest.raises(SealBroken, match="chunk 1"):
        reader.read(1)
    with pytest.raises(SealBroken):
        reader.read(1)


def test_chunks_cannot_change_places_or_be_left_out() -> None:
    stream = sealed(pattern(3 * CHUNK_BYTES))
    head, rest = stream[:HEADER_BYTES], stream[HEADER_BYTES:]
    first, second, third = (rest[i * SEALED_CHUNK : (i + 1) * SEALED_CHUNK] for i in range(3))
    for order in ([second, first, third], [first, third], [first, first, third], [second, third], [third]):
        with pytest.raises(SealBroken):
            opened(head + b"".join(order))


def test_nothing_can_be_added_behind_the_end() -> None:
    for size in (0, 5, CHUNK_BYTES):
        stream = sealed(pattern(size))
        for more in (b"\0", stream[HEADER_BYTES:], stream):
            with pytest.raises(SealBroken):
                opened(stream + more)


def test_chunks_of_two_streams_of_one_key_cannot_be_mixed() -> None:
    one, other = sealed(pattern(CHUNK_BYTES + 1)), sealed(pattern(CHUNK_BYTES + 1))
    cut = HEADER_BYTES + SEALED_CHUNK
    assert one[:HEADER_BYTES] != other[:HEADER_BYTES]
    with pytest.raises(SealBroken):
        opened(one[:cut] + other[cut:])


def test_a_stream_opens_only_with_its_key_and_in_its_place() -> None:
    with pytest.raises(SealBroken):
        opened(sealed(b"content"), context="LR-2/production")
    with pytest.raises(SealBroken):
        opened(sealed(b"content"), key=DataKey.generate())


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_bit_can_change_unnoticed(place: int, flip: int) -> None:
    stream = bytearray(sealed(b"The account holder signed in twice."))
    stream[place % len(stream)] ^= flip
    with pytest.raises(SealBroken):
        opened(bytes(stream))


def test_a_writer_that_an_error_interrupts_leaves_what_does_not_open() -> None:
    sink = io.BytesIO()
    with pytest.raises(KeyError), SealedWriter(KEY, sink, "LR-1/production") as writer:  # noqa: PT012
        writer.write(pattern(CHUNK_BYTES + 10))
        raise KeyError
    writer.close()
    with pytest.raises(SealBroken):
        opened(sink.getvalue())
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


def test_a_writer_that_is_only_dropped_leaves_what_does_not_open() -> None:
    sink = io.BytesIO()
    SealedWriter(KEY, sink, "LR-1/production").write(b"half")
    with pytest.raises(SealBroken):
        opened(sink.getvalue())


def test_a_sink_that_takes_little_at_a_time_gets_everything() -> None:
    class Narrow(io.BytesIO):
        def write(self, data: memoryview, /) -> int:  # type: ignore[override]
            return super().write(data[:50_000])

    sink = Narrow()
    with SealedWriter(KEY, sink, "LR-1/production") as writer:
        writer.write(pattern(CHUNK_BYTES + 99))
    assert opened(sink.getvalue()) == pattern(CHUNK_BYTES + 99)


@settings(max_examples=50, deadline=None)
@given(
    st.sampled_from(SIZES),
    st.lists(st.tuples(st.integers(0, 3 * CHUNK_BYTES), st.integers(0, 5000)), max_size=6),
)
def test_seeking_gives_the_same_bytes_as_a_plain_file(size: int, moves: list[tuple[int, int]]) -> None:
    plain, reader = (
        io.BytesIO(pattern(size)),
        SealedReader(KEY, io.BytesIO(sealed(pattern(size))), "LR-1/production"),
    )
    for place, count in moves:
        assert reader.seek(place) == plain.seek(place)
        assert reader.read(count) == plain.read(count)
    assert reader.seek(0, io.SEEK_END) == plain.seek(0, io.SEEK_END)
    assert reader.seek(-min(size, 9), io.SEEK_CUR) == plain.seek(-min(size, 9), io.SEEK_CUR)
    assert reader.read() == plain.read()


def test_seeking_to_the_end_of_a_cut_stream_is_refused() -> None:
    cut = sealed(pattern(2 * CHUNK_BYTES))[: HEADER_BYTES + SEALED_CHUNK]
    with pytest.raises(SealBroken):
        SealedReader(KEY, io.BytesIO(cut), "LR-1/production").seek(0, io.SEEK_END)


def test_a_zip_can_be_written_into_a_seal_and_read_out_of_it(tmp_path: Path) -> None:
    path = tmp_path / "package.sealed"
    with (
        path.open("wb") as sink,
        SealedWriter(KEY, sink, "LR-1") as writer,
        zipfile.ZipFile(writer, "w") as bag,
    ):  # type: ignore[call-overload]
        bag.writestr("one.txt", pattern(1_500_000))
        bag.writestr("two.txt", b"two")
    with SealedReader(KEY, path.open("rb"), "LR-1") as reader, zipfile.ZipFile(reader) as bag:  # type: ignore[arg-type]
        assert bag.read("two.txt") == b"two"
        assert bag.read("one.txt") == pattern(1_500_000)


def test_lines_can_be_read_one_by_one() -> None:
    lines = [f"line {number}\n".encode() for number in range(200_000)]
    assert list(SealedReader(KEY, io.BytesIO(sealed(b"".join(lines))), "LR-1/production")) == lines


def test_closing_the_reader_closes_its_source() -> None:
    source = io.BytesIO(sealed(b"x"))
    with SealedReader(KEY, source, "LR-1/production"):
        pass
    assert source.closed
