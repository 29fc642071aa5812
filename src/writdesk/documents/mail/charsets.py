"""Bytes as text, whatever character set a mail says or does not say. Nothing here raises."""

from __future__ import annotations

import codecs
import re

from writdesk.documents.mail.faults import Faults

_HALF_SIGN = re.compile("[\ud800-\udfff]")
# What mail calls a character set, where Python has no name or a narrower one for it.
# Like browsers do: who writes "latin1" means Windows's (WHATWG Encoding Standard).
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "unicode-1-1-utf-7": "utf-7",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "utf8": "utf-8",
}


def decode_text(content: bytes, charset: str | None, faults: Faults) -> str:
    """The bytes as text. A wrong or unknown character set is named, and the likeliest other one is used."""
    # UTF-7 and its like can write half a sign, which nothing else can write down again.
    return _HALF_SIGN.sub("\N{REPLACEMENT CHARACTER}", _decode(content, charset, faults))


def _decode(content: bytes, charset: str | None, faults: Faults) -> str:
    if not charset:
        return content.decode("ascii") if content.isascii() else _guess(content)
    named = charset.strip("\"' ").lower()
    meant = _known(_MEANT.get(named, named))
    if meant is None:
        faults.add("unknown_charset", named)
        return _guess(content)
    try:
        return _decoded(content, meant)
    except (UnicodeError, ValueError):
        faults.add("wrong_charset", named)
        return _guess(content) if meant in {"cp1252", "utf-8"} else content.decode(meant, errors="replace")


def _known(name: str) -> str | None:
    """The name, if Python has a text codec of it: not base64, rot13 or zlib, which are no character sets."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError, ImportError, OSError):
        # Behind the walls a rare one cannot be loaded any more: it is unknown there.
        return None
    is_text = getattr(codec, "_is_text_encoding", False)
    is_harmless = codec.name.replace("_", "-") not in {
        "unicode-escape",
        "raw-unicode-escape",
        "idna",
        "punycode",
        "undefined",
    }
    return codec.name if is_text and is_harmless else None


def _decoded(content: bytes, codec: str) -> str:
    if codec == "cp1252":
        # ASCII and Latin-1 by name, UTF-8 by content, is the commonest mistake of all.
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return content.decode(codec)


def _guess(content: bytes) -> str:
    if b"\x1b$" in content:
        return content.decode("iso2022_jp_3", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
