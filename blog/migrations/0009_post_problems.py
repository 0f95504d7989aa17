from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0008_draft_links"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="problems",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="problems"),
        ),
    ]
