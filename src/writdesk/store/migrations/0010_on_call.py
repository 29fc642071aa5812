import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0009_read_facts")]

    operations = [
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raised_at', models.DateTimeField()),
                ('rounds', models.PositiveSmallIntegerField(default=0, help_text='How often somebody was paged.')),
                ('quiet_at', models.DateTimeField(null=True)),
                ('quieted_by', models.ForeignKey(help_text='Who has it; empty where the request was taken up or decided without that.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='alarm', to='store.request')),
            ],
            options={
                'db_table': 'alarm',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='OnCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('turn', models.PositiveSmallIntegerField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='on_call', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'on_call',
                'ordering': ['turn', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Paged',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('has_left', models.BooleanField(help_text='Whether the mail server or the webhook took it.')),
                ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='store.alarm')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'paged',
                'ordering': ['id'],
            },
        ),
    ]
