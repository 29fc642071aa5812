"""Django looks here for models; each noun has its own file beside this one."""

from writdesk.store.people import Person, Role

__all__ = ["Person", "Role"]
