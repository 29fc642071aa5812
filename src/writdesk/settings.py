"""Django's settings, read from the environment. Every setting is described in docs/settings.md."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

from csp.constants import NONE, SELF

from writdesk.adapters.malware import scanner_from
from writdesk.adapters.single_sign_on import single_sign_on_from
from writdesk.adapters.webhook import webhook_from
from writdesk.web.database import database_from_url
from writdesk.web.secret_key import read_or_make_secret_key

MIB = 1024 * 1024
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}

# Where it lies and who may ask for it
BASE_DIR = Path(os.environ.get("WRITDESK_HOME", Path.cwd() / "var")).resolve()
KEYS_DIR = BASE_DIR / "keys"
DEBUG = os.environ.get("WRITDESK_DEBUG") == "1"
DEMO = os.environ.get("WRITDESK_DEMO") == "1"
SECRET_KEY = read_or_make_secret_key(KEYS_DIR, os.environ.get("WRITDESK_SECRET_KEY", ""))
ALLOWED_HOSTS = os.environ.get("WRITDESK_HOSTS", "127.0.0.1 localhost").split()
# How many proxies of the operator's own stand in front; 0 believes no X-Forwarded-… header at all.
PROXIES = int(os.environ.get("WRITDESK_PROXIES", "0"))
IS_LOCAL = DEMO or set(ALLOWED_HOSTS) <= LOOPBACK

# Storage
DATABASES = {
    "default": database_from_url(os.environ.get("DATABASE_URL", f"sqlite:///{BASE_DIR}/desk.sqlite3"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Limits on sign-in are counted here, so that they hold across processes and machines.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "sign_in_limit"},
}

# What the desk answers by, and about: guidelines, letters, the platform's data
REPOSITORY = Path(__file__).resolve().parents[2]
GUIDELINES_DIR = Path(os.environ.get("WRITDESK_GUIDELINES", REPOSITORY / "guidelines"))
LETTERS_DIR = Path(os.environ.get("WRITDESK_LETTERS", REPOSITORY / "letters"))
PROVIDER = os.environ.get("WRITDESK_PROVIDER", "tiktok-inc")
DATA_MAP = os.environ.get("WRITDESK_DATA_MAP", str(REPOSITORY / "demo/clipstream/clipstream.data-map.toml"))
# The invented agencies of the demo.
DEMO_AGENCIES = str(REPOSITORY / "demo/agencies.csv")
PLATFORM_DIR = os.environ.get("WRITDESK_PLATFORM", str(BASE_DIR / "clipstream"))
# Days after its last change for which a draft is kept that nobody sends
DRAFT_DAYS = int(os.environ.get("WRITDESK_DRAFT_DAYS", "30"))
# For the reading of documents: the platform's own host names, and whose digital signatures are believed.
PLATFORM_HOSTS = os.environ.get("WRITDESK_PLATFORM_HOSTS", "clipstream.example").split()
SIGNATURE_ROOTS = os.environ.get("WRITDESK_SIGNATURE_ROOTS", "")
SITE_URL = os.environ.get("WRITDESK_SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# Mail: to files in a demo, by SMTP otherwise
DEFAULT_FROM_EMAIL = os.environ.get("WRITDESK_MAIL_FROM", "desk@writdesk.example")
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if DEMO else 'smtp'}.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "mail"
EMAIL_HOST = os.environ.get("WRITDESK_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("WRITDESK_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("WRITDESK_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WRITDESK_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WRITDESK_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 20
# Without a server that was named, an invitation is shown to whoever makes it.
MAIL_IS_SET_UP = DEMO or "WRITDESK_SMTP_HOST" in os.environ

# Mail that comes in: handed over by a mail server of one's own (SMTP or LMTP), or fetched from a mailbox
MAIL_SIZE_LIMIT = int(os.environ.get("WRITDESK_MAIL_SIZE_LIMIT", str(50 * MIB)))
_TRUSTED_RELAY = os.environ.get("WRITDESK_MAIL_TRUSTED_RELAY", "")
_RECEIVER_PORT = int(os.environ.get("WRITDESK_MAIL_PORT", "0"))
MAIL_RECEIVER = {
    "host": os.environ.get("WRITDESK_MAIL_HOST", "127.0.0.1"),
    "port": _RECEIVER_PORT,
    "protocol": os.environ.get("WRITDESK_MAIL_PROTOCOL", "lmtp"),
    "allowed": tuple(map(ip_network, os.environ.get("WRITDESK_MAIL_PEERS", "127.0.0.1 ::1").split())),
    "size_limit": MAIL_SIZE_LIMIT,
    "hostname": os.environ.get("WRITDESK_MAIL_HOSTNAME", "writdesk.localhost"),
    "trusted_relay": _TRUSTED_RELAY,
    "certificate": os.environ.get("WRITDESK_MAIL_CERTIFICATE", ""),
    "key": os.environ.get("WRITDESK_MAIL_KEY", ""),
}
MAILBOX = {
    "host": os.environ.get("WRITDESK_IMAP_HOST", ""),
    "port": int(os.environ.get("WRITDESK_IMAP_PORT", "993")),
    "username": os.environ.get("WRITDESK_IMAP_USER", ""),
    "password_file": os.environ.get("WRITDESK_IMAP_PASSWORD_FILE", ""),
    "security": os.environ.get("WRITDESK_IMAP_SECURITY", "tls"),
    "ca_file": os.environ.get("WRITDESK_IMAP_CA", ""),
    "folder": os.environ.get("WRITDESK_IMAP_FOLDER", "INBOX"),
    "taken_folder": os.environ.get("WRITDESK_IMAP_TAKEN_FOLDER", "Writdesk"),
    "too_large_folder": os.environ.get("WRITDESK_IMAP_TOO_LARGE_FOLDER", "Writdesk-too-large"),
    "size_limit": MAIL_SIZE_LIMIT,
    "trusted_relay": _TRUSTED_RELAY,
}
# The virus scanner that is asked about every file and mail; None unless an address is set
CLAMD = scanner_from(os.environ)
# Whom the desk asks about senders: empty is the system's resolver, "off" nobody.
DNS_SERVERS = os.environ.get("WRITDESK_DNS", "").split()
# A demo asks nobody: its invented senders stand in a zone file of its own, made when it is seeded.
DNS_ZONE = str(BASE_DIR / "demo-dns.zone") if DEMO else ""
# Emergencies: how long one round of pages has before the next, and a rota of one's own that is told, too
ON_CALL_MINUTES = int(os.environ.get("WRITDESK_ON_CALL_MINUTES", "10"))
ON_CALL_WEBHOOK = webhook_from(os.environ)
MAILBOX_EVERY_SECONDS = int(os.environ.get("WRITDESK_IMAP_EVERY", "30"))

# Applications
INSTALLED_APPS = [
    "writdesk.web",
    "writdesk.store",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "writdesk.web.headers.QuietHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "writdesk.web.sessions.IdleSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "writdesk.web.zones.ViewerZoneMiddleware",
    "writdesk.web.kept.LastOfficerMiddleware",
    # Before the CSRF check: a page that someone may not see answers 404 to a forged form, too.
    "writdesk.web.access.AccessMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "writdesk.web.urls"
WSGI_APPLICATION = "writdesk.web.wsgi.application"
FORM_RENDERER = "writdesk.web.forms.DeskRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "writdesk.web.pages.chrome",
            ],
        },
    },
]

# Signing in: a username, a password and a second factor, or a passkey alone; no sign-up
AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
]
# None unless an issuer is named; docs/single-sign-on.md
SINGLE_SIGN_ON = single_sign_on_from(os.environ)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "writdesk.web.signin.DeskAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "writdesk.web.forms.SignInForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# "key" is the login together with the address it comes from, so nobody can lock out somebody else;
# the limit by address alone is wide, for a whole agency may stand behind one.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "120/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
MFA_ADAPTER = "writdesk.web.signin.DeskMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A whole office may stand behind one address; there is no secret to guess in a passkey.
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_TOTP_ISSUER = "Writdesk"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "writdesk.web.forms.CodeForm",
    "reauthenticate": "writdesk.web.forms.CodeAgainForm",
    "activate_totp": "writdesk.web.forms.FirstCodeForm",
    "add_webauthn": "writdesk.web.passkey_forms.NewPasskeyForm",
    "edit_webauthn": "writdesk.web.passkey_forms.PasskeyNameForm",
    "authenticate_webauthn": "writdesk.web.passkey_forms.PasskeyForm",
    "reauthenticate_webauthn": "writdesk.web.passkey_forms.PasskeyAgainForm",
    "login_webauthn": "writdesk.web.passkey_forms.PasskeyAloneForm",
}

# Sessions end after 30 idle minutes; what they hold is sealed
SESSION_COOKIE_AGE = 30 * 60
SESSION_SERIALIZER = "writdesk.web.sessions.SealedSerializer"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not IS_LOCAL
SESSION_COOKIE_NAME = "writdesk-session" if IS_LOCAL else "__Host-session"
CSRF_COOKIE_NAME = "writdesk-csrf" if IS_LOCAL else "__Host-csrf"
LAST_OFFICER_COOKIE_NAME = "writdesk-last" if IS_LOCAL else "__Host-last"
CSRF_FAILURE_VIEW = "writdesk.web.trouble.form_expired"
CSRF_TRUSTED_ORIGINS = [] if IS_LOCAL else [f"https://{host}" for host in ALLOWED_HOSTS]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 365 * 24 * 3600
SECURE_SSL_REDIRECT = not IS_LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Uploads: kept in memory up to the limit and never spooled to disk in clear
UPLOAD_LIMIT = 25 * MIB
REQUEST_LIMIT = 110 * MIB
FILE_UPLOAD_HANDLERS = ["writdesk.web.uploads.MemoryOnlyHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MIB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Time and words
USE_TZ = True
TIME_ZONE = "UTC"
# The zone of staff who chose none; empty: their browser's. A name that is no zone stops the desk here.
_STAFF_ZONE = os.environ.get("WRITDESK_TIME_ZONE", "")
STAFF_TIME_ZONE = ZoneInfo(_STAFF_ZONE).key if _STAFF_ZONE else ""
LANGUAGE_CODE = "en"

# The log names no person: neither the values in an exception's message nor addresses
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "writdesk.web.logs.NamelessFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A page that is not there is no fault of the desk, and its address may name a request.
        "django.request": {"level": "ERROR"},
    },
}
