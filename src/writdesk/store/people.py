"""People who sign in: staff with their roles, and officers."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac


class Role(models.TextChoices):
    """What a person may do. An officer is outside; everyone else is staff."""

    OFFICER = "officer", "requesting officer"
    ANALYST = "analyst", "analyst"
    COUNSEL = "counsel", "counsel"
    CUSTODIAN = "custodian", "custodian of records"
    AUDITOR = "auditor", "auditor"
    ADMINISTRATOR = "administrator", "administrator"


class PersonManager(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Django's own way to find the person who signs in."""
        return self.get(username__iexact=username)


class Person(AbstractBaseUser):
    """One person. Staff sign in with ``username``; an officer's is an opaque handle, never an address.

    An officer's particulars are sealed and stand in ``store.officers``; nothing here names an officer.
    """

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True, help_text="Staff only; an officer's address is sealed elsewhere.")
    name = models.CharField(max_length=200, blank=True, help_text="Staff only.")
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    time_zone = models.CharField(
        max_length=64, blank=True, default="", help_text="A name of the zone database."
    )
    joined_at = models.DateTimeField(auto_now_add=True)
    sessions_ended = models.PositiveIntegerField(
        default=0, help_text="How often all sessions of this person were ended at once."
    )

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        db_table = "person"
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.username

    def get_session_auth_hash(self) -> str:
        """What each session is held against at every page: another count ends all sessions from before."""
        earlier: str = super().get_session_auth_hash()
        if not self.sessions_ended:
            return earlier
        counted = f"{earlier} {self.sessions_ended}"
        return salted_hmac("writdesk.sessions-ended", counted, algorithm="sha256").hexdigest()

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of these roles now."""
        return self.is_active and any(role in self.roles for role in roles)

    @property
    def is_staff_member(self) -> bool:
        """Whether the person works at the desk."""
        return self.is_active and any(role != Role.OFFICER for role in self.roles)


def has_staff() -> bool:
    """Whether anybody was given an account of staff at this desk, open or closed."""
    return Person.objects.filter(officer__isnull=True).exists()
