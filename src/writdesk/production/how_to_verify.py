"""``how-to-verify.html``: one page for the officer, the defence and the court."""

from __future__ import annotations

from collections.abc import Iterable

from writdesk.production.bagging import PUBLIC_KEY_FILE, SIGNATURE_FILE
from writdesk.production.pages import page, text

HOW_TO_FILE = "data/how-to-verify.html"


def how_to_pieces(reference: str, provider: str, key_id: str) -> Iterable[bytes]:
    """The page, piece by piece."""
    name, who, key = text(reference), text(provider), text(key_id)
    steps = (
        (
            "Every file is as it was written.",
            "<p>Unpack the package, open a terminal in its folder and run one of:</p>"
            f"<pre>cd {name}\nsha256sum --check --quiet manifest-sha256.txt        # Linux\n"
            "shasum -a 256 --check --quiet manifest-sha256.txt   # macOS</pre>"
            "<p>No output means that every file has the hash value listed. The package is a BagIt bag, so this finds "
            "added and missing files too:</p>"
            f"<pre>pip install bagit\nbagit.py --validate {name}</pre>"
            "<p>On Windows, in PowerShell, compare one file with its line in <code>manifest-sha256.txt</code>:</p>"
            "<pre>Get-FileHash data\\certificate.pdf -Algorithm SHA256</pre>",
        ),
        (
            "The lists of hash values are the desk’s.",
            f"<p>The desk signed <code>tagmanifest-sha256.txt</code> (Ed25519). Use the desk’s public key that {who} gave "
            f"you by another way than this package; its name is <code>{key}</code>. The copy beside this folder only "
            "says which key to look for.</p>"
            f"<pre>sha256sum --check tagmanifest-sha256.txt\nopenssl pkeyutl -verify -pubin -inkey {PUBLIC_KEY_FILE} \\\n"
            f"  -rawin -in tagmanifest-sha256.txt -sigfile {SIGNATURE_FILE}</pre>",
        ),
        (
            "The certificate is the custodian’s.",
            "<p>Open <code>data/certificate.pdf</code> in a PDF reader that shows signatures: it must say that the document "
            "has not been changed since it was signed. A self-signed certificate is shown as unknown; its SHA-256 "
            "fingerprint is printed in the certificate.</p>"
            "<p>Then compare the hash value printed in the certificate with</p>"
            "<pre>sha256sum data/data-manifest.txt</pre>",
        ),
        (
            "Or all of it at once.",
            f"<pre>pip install 'writdesk[production]'\nwritdesk verify {name}.zip --trust {PUBLIC_KEY_FILE}</pre>"
            "<p>It names every fault that it finds, and ends with exit status 0 only if there is none.</p>",
        ),
    )
    items = "".join(f"<li><strong>{title}</strong>{body}</li>" for title, body in steps)
    return page(
        f"How to verify {reference}",
        (
            f'<p class="above">{who} · {name}</p>',
            "<h1>How to verify this package</h1>",
            '<p class="lead">Anyone can check that nothing was changed, added or removed since the custodian certified '
            "these records. No account and no special software is needed.</p>",
            f"<ol>{items}</ol>",
            '<p class="note">If a check fails, do not use the package. Download it again; if it still fails, '
            f"write to {who} and give the reference {name}.</p>",
        ),
    )
