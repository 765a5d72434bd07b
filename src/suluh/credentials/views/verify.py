"""Public verification: by code, by QR, by the PDF itself. No sign-in."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from suluh.base.clock import local_date, now
from suluh.base.limits import allow
from suluh.base.requests import client_address
from suluh.credentials.queries.certificates import (
    PublicRecord,
    normal_code,
    public_proof,
    public_record,
)
from suluh.credentials.queries.offline import claim_keys, offline_page, status_list
from suluh.credentials.queries.verdicts import Verdict, judge_pdf, judge_token
from suluh.identity.middleware import own_scope

TRIES, SECONDS = 60, 60
MAX_BYTES = 20 * 1024 * 1024


def _is_allowed(request: HttpRequest) -> bool:
    return allow(f"periksa:{client_address(request)}", TRIES, SECONDS)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_many(request: HttpRequest) -> HttpResponse:
    sentence = _("Terlalu banyak pemeriksaan dari jaringan ini. Tunggu satu menit, lalu coba lagi.")
    return render(request, "429.html", {"sentence": sentence}, status=429)


@own_scope
def verify(request: HttpRequest) -> HttpResponse:
    """`/periksa/`: type a code, scan the QR, or drop the PDF."""
    code = request.GET.get("kode", "")
    if normal_code(code):
        return redirect("verify_code", code=normal_code(code))
    return _ask(request, code=code or request.GET.get("ubah", ""), is_short=bool(code))


def _ask(request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page that asks for a certificate, with the hash of the one for offline use."""
    context["offline_sha256"] = offline_page().sha256
    return render(request, "credentials/verify.html", context, status=status)


@own_scope
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/<kode>/`: the public record, with masked NIP."""
    if not _is_allowed(request):
        return _too_many(request)
    record = public_record(code)
    context = {"record": record, "code": code[:40]}
    page = render(request, "credentials/record.html", context, status=200 if record else 404)
    return _private(page)


@own_scope
def verify_code_json(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/<kode>.json`: the same for programs; 404 for an unknown code."""
    if not _is_allowed(request):
        return _private(JsonResponse({"galat": "terlalu sering"}, status=429))
    record = public_record(code)
    if record is None:
        return _private(JsonResponse({"status": "tidak dikenal"}, status=404))
    return _private(JsonResponse(record.as_data()))


@own_scope
def verify_proof(request: HttpRequest, code: str) -> HttpResponse:
    """`/periksa/<kode>.tlog-proof`: the proof that the JP stand in the log; hashes only."""
    if not _is_allowed(request):
        return _too_many(request)
    text = public_proof(code)
    if text is None:
        return _private(HttpResponse(status=404))
    response = _private(HttpResponse(text, content_type="text/plain; charset=utf-8"))
    response["Content-Disposition"] = 'attachment; filename="bukti.tlog-proof"'
    return response


@own_scope
@require_POST
def verify_pdf(request: HttpRequest) -> HttpResponse:
    """Judge a PDF that somebody hands in: its seal, its claims, and what the register says."""
    if not _is_allowed(request):
        return _too_many(request)
    file = request.FILES.get("berkas")
    if file is None or not file.size or file.size > MAX_BYTES:
        sentence = _("Pilih berkas PDF sertifikat, paling besar 20 MB.")
        return _ask(request, status=400, sentence=sentence)
    return _answer(request, judge_pdf(file.read()))


@own_scope
@require_POST
def verify_token(request: HttpRequest) -> HttpResponse:
    """Judge the text of a QR code."""
    if not _is_allowed(request):
        return _too_many(request)
    return _answer(request, judge_token(request.POST.get("klaim", "")[:2000]))


def _answer(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    record: PublicRecord | None = verdict.record
    context = {"verdict": verdict, "record": record}
    return _private(render(request, "credentials/verdict.html", context))


@own_scope
@require_safe
def offline(_request: HttpRequest) -> HttpResponse:
    """`/periksa/verify.html`: the page that verifies without a network, to be kept."""
    response = HttpResponse(offline_page().html, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.html"'
    response["Cache-Control"] = "no-cache"
    return response


@own_scope
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """`/periksa/status.jws`: what no longer holds today, signed, for verifying without a network."""
    if not _is_allowed(request):
        return _too_many(request)
    day = local_date(now(), "Asia/Jakarta")
    response = HttpResponse(status_list(day), content_type="application/jose")
    response["Content-Disposition"] = f'attachment; filename="status-{day.isoformat()}.jws"'
    return _private(response)


@own_scope
def qr_page(request: HttpRequest) -> HttpResponse:
    """`/v`: opened by a phone's camera; the claims sit in the fragment and stay in the browser."""
    keys = json.dumps(claim_keys())
    return render(request, "credentials/qr.html", {"keys": keys})
