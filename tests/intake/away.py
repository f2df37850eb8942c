"""One address that leads on to a receipt, for the tests of the module."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path


def away(request):
    return HttpResponse(status=303, headers={"Location": "/receipt"})


urlpatterns = [path("away", away)]
