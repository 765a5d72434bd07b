"""URLs of this app."""

from django.urls import URLPattern, path

from suluh.ledger.views import books, law, log, reversals

urlpatterns: list[URLPattern] = [
    path("buku-jp/", books.book, name="ledger_book"),
    path("buku-jp/unduh/", books.export, name="ledger_export"),
    path("buku-jp/pembatalan/", reversals.reversals, name="ledger_reversals"),
    path("buku-jp/pembatalan/<uuid:uuid>/", reversals.decide, name="ledger_decide"),
    path("buku-jp/<uuid:entry>/", books.story, name="ledger_story"),
    path("buku-jp/<uuid:entry>/batalkan/", reversals.ask, name="ledger_ask"),
    path("log-bukti/", log.log, name="ledger_log"),
    path("log-bukti/checkpoint", log.checkpoint, name="ledger_checkpoint"),
    path("log-bukti/tile/<int:level>/<path:place>", log.tiles, name="ledger_tile"),
    path("aturan/", law.law, name="ledger_law"),
    path("aturan/bentuk/<int:code>/", law.history, name="ledger_history"),
    path("aturan/bentuk/<int:code>/baru/", law.new_conversion, name="ledger_new_conversion"),
    path("aturan/sasaran/<slug:status>/baru/", law.new_target, name="ledger_new_target"),
]
