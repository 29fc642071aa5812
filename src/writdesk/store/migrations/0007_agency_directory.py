import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("store", "0006_draft_files")]

    operations = [
        migrations.CreateModel(
            name='AgencyDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(max_length=253, unique=True)),
                ('covers_subdomains', models.BooleanField(default=True)),
                ('standing', models.CharField(choices=[('law_enforcement', 'law enforcement'), ('government', 'government'), ('not_government', 'not government')], max_length=16)),
                ('source', models.CharField(max_length=300)),
                ('first_seen_on', models.DateField(null=True)),
                ('gone_on', models.DateField(null=True)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'agency_domain',
            },
        ),
        migrations.CreateModel(
            name='DirectoryImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=300)),
                ('sha256', models.CharField(max_length=64)),
                ('read_at', models.DateTimeField()),
                ('rows', models.PositiveIntegerField()),
                ('added', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('gone', models.PositiveIntegerField()),
            ],
            options={
                'db_table': 'directory_import',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='agency',
            name='one_agency',
        ),
        migrations.AddField(
            model_name='agency',
            name='kind',
            field=models.CharField(blank=True, help_text='As its registry calls it: County, Tribal …', max_length=60),
        ),
        migrations.AddField(
            model_name='agency',
            name='place',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name='agencynumber',
            name='added_by',
            field=models.ForeignKey(help_text='Empty where a file of the directory brought it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='agency',
            index=models.Index(fields=['name', 'id'], name='agency_by_name'),
        ),
        migrations.AddConstraint(
            model_name='agency',
            constraint=models.UniqueConstraint(fields=('name', 'country', 'place'), name='one_agency_a_place'),
        ),
        migrations.AddField(
            model_name='agencydomain',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='domains', to='store.agency'),
        ),
        migrations.AddField(
            model_name='agencydomain',
            name='set_by',
            field=models.ForeignKey(help_text='Who said what it is; no import changes that again.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='directoryimport',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
