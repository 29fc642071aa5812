"""Temporary."""

from django.http import Http404


def show_list(request):
    raise Http404


def show_one(request, guideline_id, version):
    raise Http404
