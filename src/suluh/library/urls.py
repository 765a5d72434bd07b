"""Addresses of the library."""

from django.urls import URLPattern, path

from suluh.identity.middleware import signed_in
from suluh.library.views import catalogue, desk, intake, lending, lists, pictures, reader, reports

_BOOK = "pustaka/<uuid:book>/"
_DESK = "kelola/pustaka/"
urlpatterns: list[URLPattern] = [
    path("pustaka/", signed_in(catalogue.shelf_page), name="library"),
    path("pustaka/laporan/", signed_in(reports.report), name="reading_report"),
    path("pustaka/daftar/", signed_in(lists.lists), name="reading_lists"),
    path("pustaka/daftar/<uuid:reading_list>/", signed_in(lists.reading_list), name="reading_list"),
    path(_BOOK, signed_in(catalogue.book_page), name="book"),
    path(f"{_BOOK}sampul/", signed_in(catalogue.cover), name="book_cover"),
    path(f"{_BOOK}baca/", signed_in(reader.reader), name="book_reader"),
    path(f"{_BOOK}pinjam/", signed_in(lending.lend), name="book_lend"),
    path(f"{_BOOK}tampilan/", signed_in(reader.look), name="book_look"),
    path(f"{_BOOK}cari/", signed_in(reader.inside), name="book_inside"),
    path(f"{_BOOK}catatan/", signed_in(reader.notes), name="book_notes"),
    path(f"{_BOOK}catatan/tulis/", signed_in(reader.note), name="book_note"),
    path(
        f"{_BOOK}catatan/<uuid:note>/hapus/", signed_in(reader.forget_note), name="book_note_forget"
    ),
    path(_DESK, signed_in(desk.desk), name="library_desk"),
    path(f"{_DESK}unggah/", signed_in(intake.hand_in), name="library_hand_in"),
    path(f"{_DESK}unggahan/<uuid:intake>/", signed_in(intake.intake), name="library_intake"),
    path(f"{_DESK}daftar/", signed_in(lists.desk), name="library_lists_desk"),
    path(f"{_DESK}daftar/<uuid:reading_list>/", signed_in(lists.edit), name="library_list_edit"),
    path(
        f"{_DESK}daftar/<uuid:reading_list>/isi/",
        signed_in(lists.change),
        name="library_list_change",
    ),
    path(
        f"{_DESK}daftar/<uuid:reading_list>/arsip/",
        signed_in(lists.archive),
        name="library_list_archive",
    ),
    path(f"{_DESK}<uuid:book>/", signed_in(desk.edit), name="library_book_edit"),
    path(f"{_DESK}<uuid:book>/tarik/", signed_in(desk.withdraw), name="library_book_withdraw"),
    path(
        "dokumen/<uuid:document>/<str:ticket>/berkas/",
        signed_in(pictures.download),
        name="document_file",
    ),
    path(
        "dokumen/<uuid:document>/<str:ticket>/<slug:name>/",
        signed_in(pictures.picture),
        name="document_picture",
    ),
]
