"""URLs of certificates."""

from django.urls import URLPattern, path

from suluh.credentials.views import design, manage, mine, verify

urlpatterns: list[URLPattern] = [
    path("sertifikat/", mine.certificates, name="certificates"),
    path("sertifikat/<uuid:uuid>/", mine.certificate, name="certificate"),
    path("sertifikat/<uuid:uuid>/unduh/", mine.download, name="certificate_download"),
    path("sertifikat/<uuid:uuid>/bukti/<str:name>", mine.file, name="certificate_file"),
    path("sertifikat/<uuid:uuid>/perbaiki/", manage.correct, name="certificate_correct"),
    path("sertifikat/<uuid:uuid>/cabut/", manage.revoke, name="certificate_revoke"),
    path("periksa/", verify.verify, name="verify"),
    path("periksa/berkas/", verify.verify_pdf, name="verify_pdf"),
    path("periksa/verify.html", verify.offline, name="verify_offline"),
    path("periksa/status.jws", verify.status, name="verify_status"),
    path("periksa/klaim/", verify.verify_token, name="verify_token"),
    path("periksa/<str:code>.tlog-proof", verify.verify_proof, name="verify_proof"),
    path("periksa/<str:code>.json", verify.verify_code_json, name="verify_json"),
    path("periksa/<str:code>/", verify.verify_code, name="verify_code"),
    path("v", verify.qr_page, name="verify_qr"),
    path("kelola/sertifikat/", design.workbench, name="certificate_workbench"),
    path("kelola/sertifikat/nomor/", design.numbering, name="certificate_numbering"),
    path("kelola/sertifikat/blok/", design.block, name="certificate_block"),
    path("kelola/sertifikat/templat/", design.template, name="certificate_template_new"),
    path("kelola/sertifikat/templat/<uuid:uuid>/", design.template, name="certificate_template"),
    path(
        "kelola/sertifikat/templat/<uuid:uuid>/pratinjau/<int:page>/",
        design.preview,
        name="certificate_preview",
    ),
    path("kelola/sertifikat/terbit/", manage.issued, name="certificates_issued"),
    path("kelola/sertifikat/terbit/<uuid:source_id>/", manage.issued, name="certificates_of_event"),
]
