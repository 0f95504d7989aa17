import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("blog", "0014_post_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="column",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="blog.picture",
                verbose_name="cover",
            ),
        ),
        migrations.AddField(
            model_name="column",
            name="in_navigation",
            field=models.BooleanField(
                default=False,
                help_text="At the top of every page in its language, which has room for the first three.",
                verbose_name="in the navigation",
            ),
        ),
        migrations.AddField(
            model_name="column",
            name="order",
            field=models.CharField(
                choices=[
                    ("hand", "By hand"),
                    ("oldest", "By date, the oldest on top"),
                    ("newest", "By date, the newest on top"),
                ],
                default="hand",
                max_length=10,
                verbose_name="order of the posts",
            ),
        ),
        migrations.AddField(
            model_name="columnentry",
            name="is_home",
            field=models.BooleanField(default=False, editable=False, verbose_name="home column of the post"),
        ),
        migrations.AddConstraint(
            model_name="columnentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_home", True)), fields=("post",), name="one_home_column_per_post"
            ),
        ),
    ]
