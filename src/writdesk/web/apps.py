"""The Django application that holds the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates and static files."""

    name = "writdesk.web"
    label = "web"
