"""Real mail servers for the tests: the system's Postfix and Dovecot, with folders and ports of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

POSTFIX, DOVECOT = "/usr/sbin/postfix", "/usr/sbin/dovecot"
START_SECONDS = 20
DOMAIN = "platform.test"
DESK_ADDRESS = f"legal@{DOMAIN}"
RELAY = f"mx.{DOMAIN}"
PASSWORD = "mailbox-secret"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Until somebody listens."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(f"nobody listens on {port}")


@contextmanager
def open_folder(name: str) -> Iterator[Path]:
    """A folder that the servers' own users may enter."""
    folder = Path(tempfile.mkdtemp(prefix=f"writdesk-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class Postfix:
    """A running Postfix. It hands what it takes to the desk, and tells the desk who the client was."""

    port: int
    folder: Path

    def log(self) -> str:
        """What it wrote down."""
        path = self.folder / "mail.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def waiting(self) -> int:
        """How many mails lie in its queue."""
        done = subprocess.run(
            ["/usr/sbin/postqueue", "-c", str(self.folder / "etc"), "-j"], capture_output=True, check=False
        )
        return len(done.stdout.splitlines())

    def flush(self) -> None:
        """Try everything again now."""
        subprocess.run(["/usr/sbin/postqueue", "-c", str(self.folder / "etc"), "-f"], check=False)


_MAIN = """compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
myhostname = {relay}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
relay_domains = {domain}
relay_transport = {transport}
alias_maps =
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_authorized_xclient_hosts = 127.0.0.1
smtpd_client_connection_count_limit = 0
lmtp_send_xforward_command = yes
smtp_send_xforward_command = yes
lmtp_line_length_limit = 0
smtp_line_length_limit = 0
message_size_limit = 60000000
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
transport_retry_time = 1s
disable_dns_lookups = yes
"""
_MASTER = """127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def postfix(*, transport: str) -> Iterator[Postfix]:
    """A Postfix whose relay transport is the desk, ``lmtp:inet:127.0.0.1:8163`` for instance."""
    if not Path(POSTFIX).exists() or os.geteuid() != 0:
        pytest.skip("There is no Postfix, or no right to start it (apt-get install postfix, as root)")
    with open_folder("postfix") as folder:
        port = free_port()
        for name in ("etc", "spool", "data"):
            (folder / name).mkdir(mode=0o755)
        shutil.chown(folder / "data", "postfix")
        settings = {"folder": folder, "relay": RELAY, "domain": DOMAIN, "transport": transport, "port": port}
        (folder / "etc/main.cf").write_text(_MAIN.format(**settings))
        (folder / "etc/master.cf").write_text(_MASTER.format(**settings))
        command = [POSTFIX, "-c", str(folder / "etc")]
        started = subprocess.run([*command, "start"], capture_output=True, text=True, check=False)
        assert started.returncode == 0, started.stderr
        master = int((folder / "spool/pid/master.pid").read_text())
        try:
            wait_for_port(port)
            yield Postfix(port=port, folder=folder)
        finally:
            os.kill(master, signal.SIGTERM)
            _wait_for_end(master)


def _wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
        time.sleep(0.02)


@dataclass(frozen=True)
class Dovecot:
    """A running Dovecot with one mailbox, by TLS on ``tls_port`` and STARTTLS on ``port``."""

    port: int
    tls_port: int
    folder: Path
    ca_file: Path
    username: str
    password_file: Path

    @property
    def maildir(self) -> Path:
        """Where the mailbox lies."""
        return self.folder / "mail" / self.username

    def put(self, name: str, raw: bytes) -> None:
        """A mail arrives in the mailbox, as a delivery agent would put it there."""
        for part in ("new", "cur", "tmp"):
            if not (self.maildir / part).exists():
                (self.maildir / part).mkdir(parents=True)
        path = self.maildir / "new" / f"{time.time_ns()}.{name}.{RELAY}"
        path.write_bytes(raw)
        if os.geteuid() == 0:
            for each in (self.maildir, *(self.maildir / part for part in ("new", "cur", "tmp")), path):
                shutil.chown(each, "mail", "mail")

    def in_folder(self, folder: str = "") -> list[bytes]:
        """The mails that lie in a folder, as files."""
        place = self.maildir / f".{folder}" if folder else self.maildir
        return [path.read_bytes() for part in ("new", "cur") for path in sorted((place / part).glob("*"))]


_DOVECOT = """protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = yes
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={user} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot with a certificate of its own authority, for ``localhost``."""
    if not Path(DOVECOT).exists() or os.geteuid() != 0:
        pytest.skip("There is no Dovecot, or no right to start it (apt-get install dovecot-imapd, as root)")
    with open_folder("dovecot") as folder:
        ca_file = make_certificates(folder)
        ports = {"port": free_port(), "tls_port": free_port()}
        users = {"internal": "dovecot", "login": "dovenull", "group": "dovecot", "user": "mail"}
        for name in ("mail", "home", "run", "state"):
            (folder / name).mkdir(mode=0o755)
        shutil.chown(folder / "mail", "mail", "mail")
        (folder / "dovecot.conf").write_text(
            _DOVECOT.format(folder=folder, password=PASSWORD, **ports, **users)
        )
        password_file = folder / "password"
        password_file.write_text(PASSWORD + "\n")
        command = [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            wait_for_port(ports["tls_port"])
            yield Dovecot(
                folder=folder,
                ca_file=ca_file,
                username="desk",
                password_file=password_file,
                **ports,
            )
        finally:
            process.terminate()
            process.wait(10)


def make_certificates(folder: Path) -> Path:
    """An authority, and a certificate for ``localhost`` that it signed. Returns the authority's file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.now(UTC)
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of a test")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])

    def begin(subject: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(ca_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
        )

    ca = begin(ca_name, ca_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    ca_pem = ca.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    server = begin(name, key.public_key()).add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
    )
    server_pem = server.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    (folder / "ca.pem").write_bytes(ca_pem)
    (folder / "server.pem").write_bytes(server_pem)
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "ca.pem"
