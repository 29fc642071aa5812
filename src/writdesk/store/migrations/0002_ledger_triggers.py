"""The database itself refuses to change or delete what is in the ledger."""

from django.db import migrations

from writdesk.store import ledger_triggers


class Migration(migrations.Migration):
    """Installs the triggers."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(ledger_triggers.install, ledger_triggers.remove)]
