"""The shop's addresses and, on a demo only, the mails it has sent."""

from __future__ import annotations

from django.urls import path

from example_project.shop.mailbox import views as mailbox
from example_project.urls import urlpatterns as shop_urlpatterns

urlpatterns = [
    path("mailbox/", mailbox.index, name="mailbox"),
    path("mailbox/<slug:name>/", mailbox.detail, name="mailbox_detail"),
    path("mailbox/<slug:name>/html/", mailbox.html_part, name="mailbox_html"),
    *shop_urlpatterns,
]
