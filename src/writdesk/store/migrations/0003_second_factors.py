from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0002_ledger_triggers")]
    operations: ClassVar = [
        migrations.AddField("person", "sessions_ended", models.PositiveIntegerField(default=0, help_text="How often all sessions of this person were ended at once.")),
        migrations.CreateModel(
            name="JoinedIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identity_ref", models.CharField(max_length=64, unique=True)),
                ("joined_at", models.DateTimeField()),
                ("person", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="joined_identity", to=settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "joined_identity", "verbose_name_plural": "joined identities"},
        ),
        migrations.CreateModel(
            name="SecondFactorReset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("reason_sealed", models.BinaryField()),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("data_key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.datakey")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="second_factor_resets", to=settings.AUTH_USER_MODEL)),
            ],
            options={"db_table": "second_factor_reset"},
        ),
    ]
