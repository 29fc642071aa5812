from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ONE_KEY = {"on_delete": django.db.models.deletion.PROTECT, "to": "store.datakey"}
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0007_agency_directory")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="AutomaticAnswer",
            fields=[
                ID,
                ("address_ref", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "automatic_answer",
                "indexes": [models.Index(fields=["address_ref", "at"], name="answers_by_address")],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ID,
                ("reference", models.CharField(max_length=20, unique=True)),
                ("address_ref", models.CharField(help_text="Keyed hash of the officer's address.", max_length=64)),
                ("address_sealed", models.BinaryField()),
                ("guideline_id", models.CharField(max_length=64)),
                ("guideline_version", models.CharField(max_length=32)),
                ("is_open", models.BooleanField(default=True)),
                ("received_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("data_key", models.OneToOneField(**ONE_KEY)),
            ],
            options={"verbose_name_plural": "inquiries", "db_table": "inquiry"},
        ),
        migrations.CreateModel(
            name="InquiryMessage",
            fields=[
                ID,
                ("is_outgoing", models.BooleanField()),
                ("subject_sealed", models.BinaryField()),
                ("text_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="store.inquiry"
                    ),
                ),
            ],
            options={"db_table": "inquiry_message", "ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                ID,
                ("reference", models.CharField(max_length=20, unique=True)),
                (
                    "sha256",
                    models.CharField(
                        help_text="Of the bytes as they came.", max_length=64, unique=True
                    ),
                ),
                ("blob", models.CharField(max_length=64, unique=True)),
                ("size", models.PositiveBigIntegerField()),
                (
                    "transport",
                    models.CharField(choices=[("smtp", "SMTP"), ("lmtp", "LMTP"), ("imap", "IMAP")], max_length=4),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("arrived", "arrived"),
                            ("waiting", "waits for the sender's reply"),
                            ("held", "held for a person"),
                            ("filed", "filed"),
                            ("answered", "answered"),
                            ("set_aside", "set aside"),
                        ],
                        default="arrived",
                        max_length=9,
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("envelope_sealed", models.BinaryField()),
                ("seen_sealed", models.BinaryField(null=True)),
                ("authentication_sealed", models.BinaryField(null=True)),
                ("note_sealed", models.BinaryField(help_text="Why a person set it aside.", null=True)),
                (
                    "address_ref",
                    models.CharField(blank=True, help_text="Keyed hash of the sender's address.", max_length=64),
                ),
                ("received_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("data_key", models.OneToOneField(**ONE_KEY)),
                (
                    "inquiry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="store.inquiry",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to="store.request",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "mail",
                "db_table": "mail",
                "indexes": [
                    models.Index(fields=["-received_at", "-id"], name="mail_by_receipt"),
                    models.Index(fields=["state", "-received_at", "-id"], name="mail_by_state"),
                    models.Index(fields=["outcome", "-received_at", "-id"], name="mail_by_outcome"),
                    models.Index(fields=["address_ref", "received_at"], name="mail_by_sender"),
                ],
            },
        ),
    ]
