"""URLs of learning done elsewhere."""

from django.urls import URLPattern, path

from suluh.recognition.views import files, logs, mentors, mine, queue, sharing

urlpatterns: list[URLPattern] = [
    path("pembelajaran-luar/", mine.claims, name="claims"),
    path("pembelajaran-luar/sertifikat/", mine.new, name="claim_new"),
    path("pembelajaran-luar/catatan/", logs.choose, name="claim_logs"),
    path("pembelajaran-luar/catatan/<slug:kind>/", logs.write, name="claim_log"),
    path("pembelajaran-luar/<uuid:uuid>/catatan/", logs.change, name="claim_log_change"),
    path("pembelajaran-luar/<uuid:uuid>/hadir/", sharing.answer, name="claim_presence"),
    path("sesi-berbagi/", sharing.sharings, name="sharings"),
    path("sesi-berbagi/baru/", sharing.hold, name="sharing_hold"),
    path("sesi-berbagi/<uuid:uuid>/", sharing.sharing, name="sharing"),
    path("mentor/", mentors.mentors, name="mentors"),
    path("mentor/saya/", mentors.offer, name="mentor_self"),
    path("mentor/saya/jeda/", mentors.pause, name="mentor_pause"),
    path("mentor/permintaan/", mentors.inbox, name="mentor_inbox"),
    path("mentor/permintaan/<uuid:uuid>/", mentors.ask_one, name="mentor_ask_one"),
    path("mentor/<uuid:uuid>/", mentors.mentor, name="mentor"),
    path("mentor/<uuid:uuid>/minta/", mentors.ask, name="mentor_ask"),
    path("persetujuan/belajar/", logs.inbox, name="claim_inbox"),
    path("persetujuan/belajar/<uuid:uuid>/", logs.confirm, name="claim_confirm"),
    path("pembelajaran-luar/<uuid:uuid>/", mine.claim, name="claim"),
    path("pembelajaran-luar/<uuid:uuid>/isi/", mine.fill, name="claim_fill"),
    path("pembelajaran-luar/<uuid:uuid>/ganti-berkas/", mine.change_file, name="claim_change_file"),
    path("pembelajaran-luar/<uuid:uuid>/tarik/", mine.withdraw, name="claim_withdraw"),
    path("pembelajaran-luar/<uuid:uuid>/lembar/<int:number>/", files.page, name="claim_page"),
    path("pembelajaran-luar/<uuid:uuid>/berkas/", files.download, name="claim_file"),
    path("kelola/pengajuan/", queue.queue, name="claim_queue"),
    path("kelola/pengajuan/usul/", queue.ask_many, name="claim_ask_many"),
    path("kelola/pengajuan/massal/", queue.batches, name="claim_batches"),
    path("kelola/pengajuan/massal/<uuid:uuid>/", queue.batch, name="claim_batch"),
    path("kelola/pengajuan/<uuid:uuid>/", queue.check, name="claim_check"),
]
