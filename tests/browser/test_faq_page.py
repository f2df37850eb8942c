"""A page of frequently asked questions on a phone and on a desk."""

from __future__ import annotations

import pytest

from tests.browser.test_accessible import SCREENS, assert_fits, problems
from tests.browser.test_faq import entries, section  # noqa: F401 (fixtures)
from tests.faq.entries import make_faq_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("screen", SCREENS)
def test_page_is_accessible_and_fits(new_page, site, section, entries, screen):  # noqa: F811
    url = make_faq_page(site, section, intro="<p>Ask <b>away</b>.</p>", structured_data=True).get_url()
    page = new_page(**screen)
    for query in ("", "?faq=courier"):
        page.goto(url + query)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert problems(page) == []
        assert_fits(page)
