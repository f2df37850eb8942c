"""What a book or an entry stands on cannot be deleted, and Wagtail's screens say why instead of failing."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.db.models import ProtectedError
from django.urls import resolve, reverse
from wagtail.models import Locale, Site

from tests.factories import make_book, make_home, make_locale, make_page, make_settings, make_site, make_user
from wagtail_feedback.moderation.admin import deletion
from wagtail_feedback.reviews.models import BookText
from wagtail_feedback.utils.pages import page_model

pytestmark = [pytest.mark.django_db, pytest.mark.portable]


@pytest.fixture
def site():
    site = make_site("second.example")
    make_home(site)
    return site


@pytest.fixture
def admin(admin_client):
    """Post to a screen of the admin; returns what it then says."""

    def post(url):
        response = admin_client.post(url)
        assert response.status_code == 302
        return " ".join(str(message) for message in get_messages(response.wsgi_request))

    return post


def site_url(site):
    return reverse("wagtailsites:delete", args=[site.pk])


def test_site_with_a_book_is_refused_in_words(admin, site):
    make_book(site=site, slug="shop")
    assert "It is needed by: review book “Shop”." in admin(site_url(site))
    assert Site.objects.filter(pk=site.pk).exists()


def test_question_is_not_even_asked(admin_client, site):
    make_book(site=site)
    assert admin_client.get(site_url(site)).status_code == 302


def test_who_may_not_delete_sites_learns_nothing_of_what_stands_on_them(client, site):
    make_book(site=site, slug="secret")
    client.force_login(make_user())
    response = client.get(site_url(site))
    messages = " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert response["Location"] == reverse("wagtailadmin_home") and "Secret" not in messages
    client.logout()
    assert client.get(site_url(site))["Location"].startswith(reverse("wagtailadmin_login"))


def test_site_without_anything_of_ours_is_deleted_as_ever(admin, site):
    make_settings(site)
    admin(site_url(site))
    assert not Site.objects.filter(pk=site.pk).exists()


@pytest.mark.parametrize("pk", ["987", "nonsense", "9" * 40, "-1", "\x00", "١٢٣", "1e3"])
def test_unknown_site_is_wagtails_business(pk):
    with pytest.raises(ValueError):
        deletion.NeededSiteConverter().to_python(pk)


def test_home_page_of_a_site_with_a_book_is_refused(admin, site):
    make_book(site=site, slug="shop")
    home = site.root_page
    assert "“Shop”" in admin(reverse("wagtailadmin_pages:delete", args=[home.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert "“Shop”" in admin(f"{bulk}?id={home.pk}&next=/admin/")
    assert page_model().objects.filter(pk=home.pk).exists()


def test_other_pages_are_deleted_as_ever(admin, site):
    make_book(site=site)
    page = make_page(site.root_page)
    admin(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not page_model().objects.filter(pk=page.pk).exists()


def test_language_with_a_books_words_is_refused(admin, site):
    locale = make_locale("de")
    BookText.objects.create(book=make_book(site=site), locale=locale, title="Buch")
    url = reverse("wagtaillocales:delete", args=[locale.pk])
    assert "cannot be deleted" in admin(url)
    with pytest.raises(ProtectedError):
        locale.delete()
    BookText.objects.filter(locale=locale).delete()
    admin(url)
    assert not Locale.objects.filter(pk=locale.pk).exists()


def test_wagtail_still_has_these_addresses(admin_client, site):
    """Ours stand in front of them: when Wagtail moves them, ours must follow."""
    BookText.objects.create(book=make_book(site=site), locale=make_locale("de"), title="Buch")
    for name, pk in (("wagtailsites", site.pk), ("wagtaillocales", make_locale("de").pk)):
        assert resolve(reverse(f"{name}:delete", args=[pk])).func.__wrapped__.__module__.endswith("deletion")
