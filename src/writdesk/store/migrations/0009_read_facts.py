from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0008_mail")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="FactJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fact_ref", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=64)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("accepted", "accepted"),
                            ("corrected", "corrected"),
                            ("dismissed", "dismissed"),
                            ("undone", "offered again"),
                        ],
                        max_length=9,
                    ),
                ),
                ("said_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fact_judgements",
                        to="store.request",
                    ),
                ),
            ],
            options={"db_table": "fact_judgement", "ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "being read"), ("done", "read"), ("failed", "not read")],
                        default="pending",
                        max_length=7,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="Why it was not read: a word of the desk.", max_length=40
                    ),
                ),
                ("reader", models.CharField(blank=True, help_text="The reader's version.", max_length=40)),
                ("facts", models.PositiveIntegerField(default=0)),
                ("warnings", models.PositiveIntegerField(default=0)),
                ("read_at", models.DateTimeField(null=True)),
                ("said_sealed", models.BinaryField(null=True)),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="store.document",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="store.request",
                    ),
                ),
            ],
            options={
                "db_table": "reading",
                "ordering": ["document_id"],
                "indexes": [models.Index(fields=["request", "state"], name="reading_by_request")],
            },
        ),
    ]
