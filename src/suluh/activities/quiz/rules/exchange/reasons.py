"""Why something of a file does not stand in the bank; sentences for the report, translated when shown."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

NOT_RECOGNISED = _(
    "Bentuk berkas ini tidak dikenali. Unggah soal dalam bentuk GIFT, Aiken, atau Moodle XML."
)
DESCRIPTION = _("Ini keterangan di antara soal, bukan soal; tidak diambil.")
MEDIA = _(
    "Soal ini memuat suara, video, gambar dari situs lain, gambar yang rusak, atau gambar pada"
    " pilihannya; tidak diambil."
)
MARKERS = _(
    "Soal ini meminta beberapa penanda pada gambar; di sini hanya satu titik. Tidak diambil."
)
ROUND_ZONE = _("Daerah bulat atau bersudut banyak menjadi kotak di sekelilingnya.")
DECOYS = _("Penanda pengecoh tidak diambil.")
WANTS_ALT = _("Tulis apa yang tampak pada gambar; sementara dipakai kalimat pertanyaannya.")
WANTS_WORDS = _("Ada gambar tanpa keterangan; tulis apa yang tampak pada gambar.")
FILES_ONLY = _(
    "Soal ini meminta berkas, bukan tulisan; pakai kegiatan tugas. Soalnya tidak diambil."
)
NOT_ASKABLE = _("Soal ini tidak dapat ditanyakan di sini; tidak diambil.")
TWICE = _("Soal yang sama sudah ada lebih atas di berkas ini; tidak diambil dua kali.")
STALE = _(
    "Soal ini diubah orang lain setelah dibandingkan; dilewati. Unggah berkasnya sekali lagi."
)

WEIGHTS = _("Bobot pilihan benar berbeda-beda; di sini setiap pilihan benar bernilai sama.")
WRONG_COSTS = _("Pilihan salah mengurangi nilai soal ini; di berkas tidak begitu.")
ALL_OR_NOTHING = _("Di sini setiap langkah yang tepat tempatnya mendapat nilai.")
ONE_NUMBER = _("Hanya angka yang bernilai penuh yang diambil.")
UNITS = _("Satuan tidak dinilai.")
GAP_TOLERANCE = _("Toleransi angka pada isian tidak diambil.")
ONE_CHOICE_GAP = _("Isian yang menerima beberapa pilihan menjadi isian dengan satu pilihan.")
NO_RUBRIC = _("Rubrik belum ada; ditambahkan satu kriteria bernilai 10. Ubah bila perlu.")
ESSAY_FILES = _("Lampiran, batas kata, dan kerangka jawaban tidak diambil.")
POINTS = _("Bobot soal dibulatkan menjadi angka bulat.")
HINTS = _("Petunjuk antarpercobaan tidak diambil.")
NO_HOTSPOT = _(
    "Soal titik pada gambar dengan beberapa daerah benar tidak ikut: berkas hanya mengenal satu."
    " Soalnya tetap di bank."
)
NO_ALT = _("Uraian gambar untuk pembaca layar tidak ikut.")
PICTURES = _("Gambar tidak ikut; yang tertulis tentang gambar itu menggantikannya.")
OUTCOMES = _("Kalimat bagi jawaban benar, separuh benar, dan salah tidak diambil.")
