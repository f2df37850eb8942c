from __future__ import annotations

import django.db.models.deletion
import swapper
from django.db import migrations, models

import tests.site.fields

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
# Django names the parent link after the parent: page_ptr, or basepage_ptr.
PARENT_LINK = PAGE_MODEL.rpartition(".")[2].lower() + "_ptr"


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        swapper.dependency("wagtailcore", "Page"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]
    operations = [
        migrations.CreateModel(
            name="TestPage",
            fields=[
                (
                    PARENT_LINK,
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=PAGE_MODEL,
                    ),
                ),
                ("body", tests.site.fields.BodyField(blank=True)),
            ],
            options={"abstract": False},
            bases=(PAGE_MODEL.lower(),),
        ),
    ]
