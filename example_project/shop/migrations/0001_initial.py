from __future__ import annotations

from django.db import migrations, models

import example_project.shop.fields

PICTURES = [
    ("pan", "Frying pan"),
    ("kettle", "Kettle"),
    ("board", "Board"),
    ("shelf", "Shelf with all three"),
    ("parcel", "Parcel"),
]


def page_fields() -> list[tuple[str, models.Field]]:
    page_ptr = models.OneToOneField(
        auto_created=True,
        on_delete=models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
        to="wagtailcore.page",
    )
    body = example_project.shop.fields.BodyField([], blank=True, verbose_name="body")
    return [("page_ptr", page_ptr), ("body", body)]


def intro() -> tuple[str, models.Field]:
    return ("intro", models.TextField(blank=True, verbose_name="opening lines"))


class Migration(migrations.Migration):
    initial = True

    # Written by hand so that Wagtail 7.4 has every migration it asks for.
    dependencies = [("wagtailcore", "0094_alter_page_locale")]

    operations = [
        migrations.CreateModel(
            name="HomePage",
            fields=[*page_fields(), intro()],
            options={
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ContentPage",
            fields=[*page_fields(), intro()],
            options={"verbose_name": "page", "verbose_name_plural": "pages"},
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProductPage",
            fields=[
                *page_fields(),
                ("tagline", models.CharField(max_length=160, verbose_name="one line about it")),
                (
                    "picture",
                    models.CharField(choices=PICTURES, max_length=20, verbose_name="picture"),
                ),
                (
                    "price",
                    models.DecimalField(decimal_places=0, max_digits=8, verbose_name="price, roubles"),
                ),
            ],
            options={
                "verbose_name": "product page",
                "verbose_name_plural": "product pages",
            },
            bases=("wagtailcore.page",),
        ),
    ]
