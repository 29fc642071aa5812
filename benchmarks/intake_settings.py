"""The desk's settings with the two views of the benchmark and no sessions: both are measured alike."""

from writdesk.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.intake_site"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
INSTALLED_APPS = [
    "writdesk.store",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
]
