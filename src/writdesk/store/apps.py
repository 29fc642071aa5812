"""The Django application that holds the models."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Writdesk's tables."""

    name = "writdesk.store"
    label = "store"
