"""The sentences that reports of readers and writers are made of; who shows them translates."""

from suluh.standards.sentences import gettext_noop as _

EMPTY = _("Berkas ini kosong. Periksa berkas yang Anda pilih.")
UNREADABLE = _(
    "Berkas ini bukan berkas teks. Unggah soal dalam bentuk GIFT, Aiken, atau Moodle XML."
)
TOO_LONG = _("Berkas teks ini lebih besar dari 10 MB. Bagi menjadi beberapa berkas.")
TOO_LARGE = _("Berkas ini lebih besar dari 40 MB. Bagi menjadi beberapa berkas.")
TOO_MANY = _("Berkas ini berisi lebih dari 10.000 soal. Bagi menjadi beberapa berkas.")
NO_QUESTIONS = _(
    "Tidak ada soal di berkas ini. Periksa apakah bentuk berkasnya sesuai pilihan Anda."
)
FORBIDDEN_XML = _(
    "Berkas XML ini memuat DTD atau entitas, yang tidak boleh dibaca demi keamanan. "
    "Ekspor ulang soal dari Moodle tanpa mengubahnya."
)
BROKEN_XML = _("Susunan XML rusak mulai baris ini; soal sesudahnya tidak dibaca.")
NOT_MOODLE = _("Berkas XML ini bukan bank soal Moodle: unsur pertamanya harus <quiz>.")
TOO_DEEP = _("Susunan XML berkas ini terlalu dalam. Ekspor ulang soal dari Moodle.")
TOO_WIDE = _(
    "Sebuah soal di berkas ini berisi terlalu banyak unsur. Ekspor ulang soal dari Moodle."
)

UNKNOWN_TYPE = _("Jenis soal ini tidak dikenal; soalnya tidak diambil.")
UNKNOWN_PART = _("Bagian ini tidak diambil.")
UNKNOWN_VALUE = _("Nilai ini tidak dikenal; dipakai nilai bawaan.")
MARKDOWN = _("Teks Markdown diambil sebagai teks biasa.")
BAD_NUMBER = _("Angka ini tidak terbaca; dipakai nilai bawaan.")
BAD_FRACTION = _("Bobot jawaban harus angka dari -100 sampai 100; dianggap 0.")
BAD_ANSWER = _("Jawaban angka ini tidak terbaca; tidak diambil.")
BAD_FILE = _("Berkas sisipan ini rusak atau terlalu besar; tidak diambil.")
CATEGORY_PART = _("Keterangan kategori tidak diambil.")
NO_ANSWERS = _("Soal ini tidak memiliki jawaban yang dapat dibaca; soalnya tidak diambil.")
NO_TEXT = _("Soal ini tidak memiliki teks; soalnya tidak diambil.")
NO_RIGHT_ANSWER = _("Tidak ada jawaban yang mendapat nilai; periksa kunci jawabannya.")
NO_GAPS = _("Teks soal ini tidak memiliki bagian rumpang; soalnya tidak diambil.")
BAD_GAP = _("Bagian rumpang ini tidak terbaca dan dibiarkan sebagai teks.")
GAP_WITHOUT_WORD = _("Bagian rumpang ini menunjuk kata yang tidak ada.")
GAP_MARK = _("Tulisan ini sama dengan tanda bagian rumpang, jadi ditulis agak lain.")
OPEN_BRACE = _("Kurung kurawal pembuka tidak ditutup; soalnya tidak diambil.")
STRAY_BRACE = _("Ada kurung kurawal yang tidak berpasangan; soalnya tidak diambil.")
BAD_ZONE = _("Daerah pada gambar ini tidak terbaca; tidak diambil.")
BAD_PAIR = _("Pasangan ini tidak lengkap; tidak diambil.")
NO_KEY = _("Soal ini tidak diakhiri baris ANSWER; soalnya tidak diambil.")
BAD_KEY = _("Huruf pada baris ANSWER tidak ada di antara pilihan; soalnya tidak diambil.")
FEW_CHOICES = _("Soal pilihan memerlukan sedikitnya dua pilihan; soalnya tidak diambil.")
MORE_NOTES = _("Masih ada catatan lain; hanya 1.000 catatan pertama yang ditampilkan.")

NOT_IN_FORMAT = _(
    "Jenis soal ini tidak ada dalam bentuk berkas yang dipilih; soalnya tidak ditulis."
)
NOT_WRITABLE = _("Soal ini tidak dapat ditulis dalam bentuk berkas yang dipilih.")
NOT_CARRIED = _("Bentuk berkas yang dipilih tidak dapat memuat bagian ini seutuhnya.")

PARTS = {
    "name": _("nama soal"),
    "text": _("teks soal"),
    "feedback": _("umpan balik umum"),
    "default_mark": _("nilai soal"),
    "penalty": _("pengurangan tiap percobaan"),
    "category": _("kategori"),
    "tags": _("label"),
    "id_number": _("nomor soal"),
    "hints": _("petunjuk"),
    "answers": _("jawaban"),
    "answer": _("jawaban"),
    "single": _("satu atau beberapa jawaban"),
    "shuffle": _("pengacakan urutan"),
    "numbering": _("penomoran pilihan"),
    "outcomes": _("umpan balik menurut hasil"),
    "when_true": _("umpan balik jawaban benar"),
    "when_false": _("umpan balik jawaban salah"),
    "pairs": _("pasangan"),
    "distractors": _("pengecoh"),
    "units": _("satuan"),
    "unit_grading": _("penilaian satuan"),
    "unit_penalty": _("pengurangan karena satuan"),
    "case_sensitive": _("huruf besar dan kecil"),
    "gaps": _("bagian rumpang"),
    "picture": _("gambar"),
    "markers": _("penanda"),
    "zones": _("daerah pada gambar"),
}
OTHER_PART = _("pengaturan soal")
