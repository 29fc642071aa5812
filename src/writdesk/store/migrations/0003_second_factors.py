from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0002_ledger_triggers")]
    operations: ClassVar = []
