import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0013_bibliographies"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="ai_note",
            field=models.CharField(
                blank=True,
                help_text="What AI did for this post, in a sentence for readers: it stands at the end.",
                max_length=300,
                verbose_name="use of AI",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="has_wide_cover",
            field=models.BooleanField(
                default=False,
                help_text="A drawn cover keeps to the text’s width.",
                verbose_name="as wide as the window",
            ),
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                ("summary", models.CharField(max_length=300, verbose_name="what changed")),
                (
                    "is_erratum",
                    models.BooleanField(default=False, verbose_name="erratum: above the text too"),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="blog.post",
                        verbose_name="post",
                    ),
                ),
            ],
            options={
                "verbose_name": "notable change",
                "verbose_name_plural": "notable changes",
                "ordering": ["-made_on", "-pk"],
            },
        ),
    ]
