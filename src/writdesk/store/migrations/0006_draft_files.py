import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0005_free_messages")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="draft",
            name="answers_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answer_drafts",
                to="store.request",
            ),
        ),
        migrations.AddField(model_name="draft", name="reminded_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="draft", index=models.Index(fields=["changed_at"], name="draft_by_age")
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answers_to__isnull", False)),
                fields=("officer", "answers_to"),
                name="one_answer_draft",
            ),
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("blob", models.CharField(max_length=64, unique=True)),
                ("key_sealed", models.BinaryField()),
                ("name_sealed", models.BinaryField()),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveIntegerField(null=True)),
                ("kept_at", models.DateTimeField()),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="store.draft"
                    ),
                ),
            ],
            options={"db_table": "draft_file", "ordering": ["kept_at", "id"]},
        ),
    ]
