"""One address that leads on to a receipt, for the tests of the module: Playwright answers no request that
follows a redirect."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

RECEIPT = '<h1>Thank you</h1><section data-wf-block="receipt">Received</section>'


def away(request):
    return HttpResponse(status=303, headers={"Location": "/receipt"})


def receipt(request):
    return HttpResponse(RECEIPT)


urlpatterns = [path("away", away), path("receipt", receipt)]
