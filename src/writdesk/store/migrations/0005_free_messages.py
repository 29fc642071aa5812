from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0004_left_out")]
    operations: ClassVar = [
        migrations.AddField("message", "is_free", models.BooleanField(default=False)),
        migrations.AddField(
            "message",
            "read_at",
            models.DateTimeField(help_text="When the other side marked it read; free ones only.", null=True),
        ),
        migrations.AddField(
            "message",
            "read_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "message",
            "submission_ref",
            models.CharField(help_text="One form is one message.", max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            "document",
            "has_notes",
            models.BooleanField(default=False, help_text="The inspection noted something about it."),
        ),
        migrations.AddField(
            "document",
            "message",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="store.message",
            ),
        ),
        migrations.AddField(
            "person",
            "time_zone",
            models.CharField(blank=True, default="", help_text="A name of the zone database.", max_length=64),
        ),
        migrations.AddField(
            "request",
            "signals",
            models.JSONField(default=list, help_text="Words of the desk for what to know first."),
        ),
        migrations.AddField(
            "request",
            "unread_since",
            models.DateTimeField(help_text="The oldest message that nobody here has read.", null=True),
        ),
        migrations.AddField("request", "unread_by_officer_since", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "request",
            models.Index(
                condition=models.Q(("unread_since__isnull", False)),
                fields=["unread_since", "id"],
                name="request_unread",
            ),
        ),
    ]
