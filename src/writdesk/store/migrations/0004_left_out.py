from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0003_second_factors")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="collection",
            name="sections",
            field=models.JSONField(
                default=list, help_text="One document for each category and kind, in order."
            ),
        ),
        migrations.AddField(
            model_name="collection",
            name="marks",
            field=models.BinaryField(help_text="Where every hundredth record begins in its blob.", null=True),
        ),
        migrations.AddField(
            model_name="collection",
            name="so_far",
            field=models.PositiveIntegerField(default=0, help_text="Records found while it runs."),
        ),
        migrations.AddField(
            model_name="production",
            name="certified_tables",
            field=models.JSONField(
                default=dict,
                help_text="Category/kind → the SHA-256 of its records as the custodian certified them.",
            ),
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("category", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=20)),
                ("words_sealed", models.BinaryField(null=True)),
                (
                    "spans",
                    models.JSONField(
                        help_text="First and last number, of all that is still left out by this act."
                    ),
                ),
                ("records", models.PositiveIntegerField()),
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
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_outs",
                        to="store.collection",
                    ),
                ),
            ],
            options={"db_table": "left_out", "ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="SectionReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("category", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="store.collection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"db_table": "section_reading"},
        ),
        migrations.AddConstraint(
            model_name="sectionreading",
            constraint=models.UniqueConstraint(
                fields=("collection", "person", "category", "kind"), name="section_reading_once"
            ),
        ),
    ]
