from __future__ import annotations

import pytest

from tests.factories import make_home, make_page, make_site
from wagtail_feedback.faq.models import FAQSection


@pytest.fixture
def home():
    return make_home(make_site())


@pytest.fixture
def section(home):
    return FAQSection.objects.create(name="Delivery", locale=home.locale, sort_order=1)


@pytest.fixture
def page(home, section):
    return make_page(home, title="Questions", body=[("faq", {"sections": [section], "show_search": True})])
