"""Mail of every kind, however broken: read as far as it goes, with what is wrong named."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.mail.signing import AT, sign

from writdesk.documents.mail.addresses import read_mailboxes
from writdesk.documents.mail.faults import FAULTS, Faults
from writdesk.documents.mail.message import Mail, MailLimits
from writdesk.documents.mail.parsing import parse_mail
from writdesk.documents.mail.wire import NoMail, mail_as_bytes, mail_from_bytes
from writdesk.documents.mail_reading import read_mail
from writdesk.documents.sender.answers import Answers
from writdesk.documents.sender.authentication import evaluate
from writdesk.documents.sender.results import Envelope

HEAD = (
    b"From: =?utf-8?q?Sgt=2E_M=C3=BCller?= <mueller@pd.example>\r\nTo: desk@clipstream.example\r\n"
    b"Subject: Request\r\nDate: Mon, 2 Nov 2026 10:00:00 -0500\r\nMessage-ID: <1@pd.example>\r\n"
)


def mail(body: bytes, *, head: bytes = HEAD) -> Mail:
    return parse_mail(head + body)


def test_an_ordinary_mail_has_no_faults() -> None:
    found = mail(b"Content-Type: text/plain; charset=utf-8\r\n\r\nGr\xc3\xbc\xc3\x9fe\r\n")
    assert not found.faults
    assert found.author is not None
    assert (found.author.name, found.author.address) == ("Sgt. Müller", "mueller@pd.example")
    assert found.text == "Grüße\n"
    assert found.date is not None
    assert found.date.isoformat() == "2026-11-02T10:00:00-05:00"
    assert found.message_id == "1@pd.example"


@pytest.mark.parametrize(
    ("charset", "content", "text", "fault"),
    [
        ("iso-8859-1", "Grüße".encode("latin-1"), "Grüße", None),
        ("us-ascii", "Grüße".encode(), "Grüße", None),
        ("shift_jis", "捜査令状".encode("shift_jis"), "捜査令状", None),
        ("iso-2022-jp", "捜査令状".encode("iso2022_jp"), "捜査令状", None),
        ("gb2312", "搜查令".encode("gb2312"), "搜查令", None),
        ("ks_c_5601-1987", "영장".encode("cp949"), "영장", None),
        ("x-unheard-of", "Grüße".encode(), "Grüße", "unknown_charset"),
        ("utf-8", "Grüße".encode("latin-1"), "Grüße", "wrong_charset"),
        ("base64", b"abcd", "abcd", "unknown_charset"),
        ("unicode_escape", b"\\x41", "\\x41", "unknown_charset"),
        ("utf-7", b"a+2AA-b", "a\N{REPLACEMENT CHARACTER}b", None),
    ],
)
def test_a_text_is_read_in_its_character_set_or_the_likeliest(
    charset: str, content: bytes, text: str, fault: str | None
) -> None:
    found = mail(b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + content)
    assert found.text == text
    assert found.fault_codes == ({fault} if fault else set())


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        (b"Subject: a\r\nSubject: b\r\n", "duplicated_header"),
        (b"From: a@pd.example\r\nFrom: b@pd.example\r\n", "several_from"),
        (b"From: a@pd.example, b@pd.example\r\n", "several_authors"),
        (b"From: nobody\r\n", "bad_from"),
        (b"To: desk@clipstream.example\r\n", "no_from"),
        (b"From: a@pd.example\r\nDate: yesterday\r\n", "bad_date"),
        (b"Subject: Gr\xfc\xdfe\r\n", "eight_bit_header"),
        (b"Subject: =?utf-8?b?****?=\r\n", "bad_encoded_word"),
        (b"Subject: a\0b\r\n", "null_byte"),
        (b"no header at all\r\n", "bad_header_line"),
        (b"Content-Type: multipart/mixed\r\n", "no_boundary"),
        (b"Content-Type: multipart/mixed; boundary=x\r\n", "missing_boundary"),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhello", "unclosed_boundary"),
        (b"Content-Type: nonsense\r\n", "bad_content_type"),
        (b"Content-Transfer-Encoding: base64\r\n\r\n???\r\n", "bad_transfer_encoding"),
        (b"Content-Transfer-Encoding: rot13\r\n\r\nhello\r\n", "unknown_transfer_encoding"),
        (b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx", "winmail"),
        (b"Content-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\n\r\nhello\r\n--x--", "encrypted"),
        (b"Content-Type: text/html\r\n\r\n<img src=http://a.example/x><p>Hello", "external_references"),
        (b"Content-Type: text/html\r\n\r\n<form action=x><p>Hello", "scripts"),
        (b"Content-Type: text/html\r\n\r\n<p>Hello", "html_only"),
    ],
)
def test_what_is_wrong_with_a_mail_is_named_and_the_rest_is_read(head: bytes, fault: str) -> None:
    found = parse_mail(head + b"\r\nhello\r\n")
    assert fault in found.fault_codes
    assert "unreadable" not in found.fault_codes


def test_every_part_that_is_not_the_text_is_an_attachment_with_its_name() -> None:
    found = mail(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nSee the order.\r\n"
        b"--x\r\nContent-Type: application/pdf; name*0*=utf-8''Beschlu%C3%9F; name*1=.pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"%PDF-1.7") + b"\r\n"
        b"--x\r\nContent-Type: image/png\r\n"
        b'Content-Disposition: inline; filename="..\\..\\seal.png"\r\n\r\nPNG\r\n'
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: The first letter\r\n\r\nHello\r\n"
        b"--x--\r\n"
    )
    assert found.text == "See the order."
    assert [(part.name, part.content) for part in found.attachments] == [
        ("Beschluß.pdf", b"%PDF-1.7"),
        ("seal.png", b"PNG"),
        ("The first letter.eml", b"Subject: The first letter\r\n\r\nHello"),
    ]
    assert [part.is_inline for part in found.attachments] == [False, True, False]


def test_a_uuencoded_file_in_the_text_is_found() -> None:
    found = mail(b"\r\nHere it is\r\n\r\nbegin 644 order.txt\r\n#0V%T\r\n`\r\nend\r\n")
    assert [(part.name, part.content) for part in found.attachments] == [("order.txt", b"Cat")]
    assert "uuencoded" in found.fault_codes


def test_text_that_html_hides_is_told_apart() -> None:
    found = mail(
        b"Content-Type: text/html; charset=utf-8\r\n\r\n<head><title>No</title><style>p{}</style></head>"
        b"<p>Please call <b>me</b>.</p><div style='display: none'>Approved by counsel</div>"
        b"<span style='color:#fff'>secret</span><script>no()</script><!-- no -->"
    )
    assert found.text == "Please call me."
    assert found.hidden_text == "Approved by counsel\nsecret"
    assert {"hidden_text", "html_only", "scripts"} <= found.fault_codes


def test_a_plain_text_that_says_other_things_than_the_html_is_named() -> None:
    def both(plain: str, html: str) -> Mail:
        parts = (("plain", plain), ("html", html))
        body = "".join(f"--x\r\nContent-Type: text/{kind}\r\n\r\n{text}\r\n" for kind, text in parts)
        return mail(b"Content-Type: multipart/alternative; boundary=x\r\n\r\n" + body.encode() + b"--x--")

    text = "Please preserve the records of this account for ninety days from now on"
    assert "text_differs" not in both(text, f"<p>{text} <a href='https://pd.example'>link</a>").fault_codes
    assert "text_differs" in both("Nothing to see", f"<p>{text}").fault_codes


def test_limits_are_named_and_what_fits_is_read() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(60)
    )
    assert "nesting_too_deep" in parse_mail(HEAD + deep + b"\r\nhello").fault_codes
    many = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\nhi\r\n" * 2_000 + b"--x--"
    assert "too_many_parts" in parse_mail(HEAD + many).fault_codes
    assert "too_many_headers" in parse_mail(b"X: y\r\n" * 3_000).fault_codes
    long = parse_mail(HEAD + b"\r\n" + b"a " * 50_000, MailLimits(text=1_000))
    assert len(long.text) == 1_000
    assert "text_too_long" in long.fault_codes
    assert "too_large" in parse_mail(HEAD + b"\r\nhello", MailLimits(size=50)).fault_codes


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('"doe@pd.example" <mallory@mail.example>', [("doe@pd.example", "mallory@mail.example")]),
        ("Doe, Jane <jane@pd.example>", [("Jane", "jane@pd.example")]),
        ('"Doe, Jane" <jane@pd.example>', [("Doe, Jane", "jane@pd.example")]),
        ("jane@pd.example (Jane (Sgt.) Doe)", [("Jane (Sgt.) Doe", "jane@pd.example")]),
        ("team: a@pd.example, b@pd.example;", [("", "a@pd.example"), ("", "b@pd.example")]),
        ("<@relay.example,@b.example:jane@pd.example>", [("", "jane@pd.example")]),
        ("a@pd.example <b@mallory.example>", [("a@pd.example", "b@mallory.example")]),
        ("<a@pd.example><b@mallory.example>", [("", "a@pd.example"), ("", "b@mallory.example")]),
        ('"a\\"b" <jane@pd.example>', [('a"b', "jane@pd.example")]),
        ("=?utf-8?q?a=40pd=2Eexample=2C?= <b@mallory.example>", [("a@pd.example,", "b@mallory.example")]),
        ("jane @ pd.example", [("", "jane@pd.example")]),
        ("", []),
        (",,;:<>", []),
    ],
)
def test_addresses_are_read_once_and_alike_for_all(header: str, expected: list[tuple[str, str]]) -> None:
    found = read_mailboxes(header.encode(), Faults())
    assert [(box.name, box.address) for box in found] == expected


def test_the_confined_process_reads_the_same_mail() -> None:
    raw = HEAD + b"Content-Type: application/pdf; name=a.pdf\r\n\r\n%PDF"
    assert read_mail(raw) == parse_mail(raw)
    assert read_mail(b"") == parse_mail(b"")


@pytest.mark.parametrize(
    "charset", ["utf-16", "cp720", "ptcp154", "hz-gb-2312", "big5-hkscs", "euc-jp", "utf-7"]
)
def test_behind_the_walls_a_rare_character_set_is_read_as_before_them(charset: str) -> None:
    raw = HEAD + b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n\xc3\xa1~{ab\x1b$B+"
    assert read_mail(raw) == parse_mail(raw)


def test_an_answer_that_is_no_mail_is_refused() -> None:
    raw = HEAD + b"\r\nhello"
    answer = mail_as_bytes(parse_mail(raw))
    assert mail_from_bytes(answer, raw) == parse_mail(raw)
    for broken in (b"", answer[:10], b"\0\0\0\2{}", answer.replace(b'"attachments"', b'"attachment"')):
        with pytest.raises(NoMail):
            mail_from_bytes(broken, raw)


def test_every_fault_has_a_sentence_that_ends() -> None:
    assert all(sentence.endswith(".") for sentence in FAULTS.values())


_PIECES = st.sampled_from(
    [
        *(
            b"From: ",
            b"Subject: ",
            b"Content-Type: ",
            b"multipart/mixed; boundary=x",
            b"text/html",
            b"--x",
            b"--x--",
        ),
        *(
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b"\r",
            b" ",
            b"\t",
            b"\0",
            b"\xff",
            b"=?utf-8?q?=FF?=",
            b"=?x?b?a?=",
            b";",
            b'"',
        ),
        *(
            b"<",
            b">",
            b"(",
            b"@",
            b"base64",
            b"Content-Transfer-Encoding: ",
            b"charset=utf-7",
            b"a*0*=",
            b"''%",
        ),
        *(
            b"DKIM-Signature: ",
            b"v=1; a=rsa-sha256; d=a.example; s=s; h=from; bh=eA==; b=eA==;",
            b"l=1;",
            b"i=1;",
        ),
        *(
            b"ARC-Seal: ",
            b"ARC-Message-Signature: ",
            b"ARC-Authentication-Results: ",
            b"Date: Mon, 99 Foo 99999",
        ),
        *(
            b"begin 644 a\n",
            b"end\n",
            b"<div style='display:none'>",
            b"<!--",
            b"&#x110000;",
            b"message/rfc822",
        ),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.lists(_PIECES, max_size=60).map(b"".join)))
def test_no_bytes_make_reading_or_checking_raise(raw: bytes) -> None:
    found = parse_mail(raw)
    assert "unreadable" not in found.fault_codes
    assert mail_from_bytes(mail_as_bytes(found), raw) == found
    assert evaluate(raw, Envelope(ip="192.0.2.1", helo="a.example", mail_from="a@a.example"), Answers(), AT)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_change_of_a_signed_mail_makes_checking_raise(data: st.DataObject) -> None:
    raw = bytearray(sign())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    assert "unreadable" not in parse_mail(bytes(raw)).fault_codes
    assert evaluate(bytes(raw), Envelope(), Answers(), AT)
