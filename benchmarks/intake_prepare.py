"""Tables and one officer for `benchmarks/intake.py`."""

import django
from django.core.management import call_command
from django.utils import timezone


def main() -> None:
    """Make an empty desk."""
    django.setup()
    call_command("migrate", verbosity=0)
    from writdesk.adapters.vault import make_data_key, seal_json
    from writdesk.store.models import Officer, Person

    person = Person.objects.create(username="officer-bench", roles=["officer"])
    key = make_data_key(timezone.now())
    key.save(force_insert=True)
    Officer.objects.create(
        person=person,
        data_key=key,
        email_ref="bench",
        particulars_sealed=seal_json(key, {"email": "officer@harbor.example"}, "officer.particulars"),
        registered_at=timezone.now(),
    )


if __name__ == "__main__":
    main()
