from __future__ import annotations

import django.db.models.deletion
import swapper
import wagtail.fields
from django.db import migrations, models

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")
PARENT_LINK = PAGE_MODEL.rpartition(".")[2].lower() + "_ptr"
SECTION_BLOCK = ("wagtail.snippets.blocks.SnippetChooserBlock", ("wagtail_feedback_faq.FAQSection",), {})


class Migration(migrations.Migration):
    dependencies = [("testsite", "0002_homes_of_a_body")]
    operations = [
        migrations.CreateModel(
            name="QuestionsPage",
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
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "sections",
                    wagtail.fields.StreamField(
                        [("section", 0)],
                        block_lookup={0: SECTION_BLOCK},
                        help_text="All entries of these, in the page’s language.",
                        verbose_name="sections",
                    ),
                ),
                ("show_search", models.BooleanField(default=True, verbose_name="search")),
                (
                    "show_votes",
                    models.BooleanField(default=True, verbose_name="ask whether an answer helped"),
                ),
                (
                    "structured_data",
                    models.BooleanField(
                        default=False,
                        help_text="Questions and answers as structured data (FAQPage of schema.org).",
                        verbose_name="tell search engines",
                    ),
                ),
            ],
            options={"abstract": False},
            bases=(PAGE_MODEL.lower(),),
        ),
    ]
