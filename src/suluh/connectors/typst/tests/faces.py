"""Certificates to draw in tests: ordinary, and with everything as long as it gets."""

from dataclasses import replace
from datetime import date

from suluh.credentials.types.face import (
    AgendaLine,
    Attachment,
    CertificateFace,
    Holder,
    Image,
    Look,
    Paper,
    Signer,
)

LOGO = Image(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>',
    "image/svg+xml",
)
CLAIMS_URL = "https://suluh.example/v#" + "eyJhbGciOiJFZERTQSJ9." + "A1b-" * 100
FACE = CertificateFace(
    look=Look(letterhead=("PEMERINTAH PROVINSI CONTOH", "BPSDM"), logo=LOGO),
    holder=Holder(
        name="Dr. Siti Nurhaliza Rahmawati, S.Sos., M.Si.",
        nip="198503122010012007",
        rank="Penata Tingkat I (III/d)",
        post="Analis Kebijakan Ahli Muda",
        unit="Dinas Kesehatan",
        agency="Pemerintah Provinsi Contoh",
        birth="Palu, 12 Maret 1985",
    ),
    number="800.2/0047/BPSDM/IX/2026",
    event="Transformasi Digital Pelayanan Publik",
    series="ASN Belajar Seri 47",
    first_day=date(2026, 9, 24),
    last_day=date(2026, 9, 24),
    place="Zoom",
    organiser="BPSDM Provinsi Contoh",
    jp=400,
    issued_on=date(2026, 9, 25),
    issued_at="Palu",
    signers=(Signer("Bambang Wicaksono", "Kepala BPSDM", "Pembina", "196805121994031004"),),
    code="7KQM-3XJD-9WTP",
    check_url="suluh.example/periksa",
    claims_url=CLAIMS_URL,
    attachments=(
        Attachment("klaim.jws", "application/jose", "Klaim", "eyJhbGciOiJFZERTQSJ9.payload.sign"),
        Attachment("bukti.tlog-proof", "text/plain", "Bukti", "satu\n\n— dua\u200b é\n"),
    ),
    agenda=(
        AgendaLine("Arah kebijakan", 150, "Agus Salim", "08.00–09.10"),
        AgendaLine("Diskusi", 250),
    ),
)
LONGEST = replace(
    FACE,
    holder=Holder(
        name="Prof. Dr. dr. Raden Ajeng Kusumaningtyas Hadiningrat Purbaningrum Widyaningsih-"
        "Tjokroaminoto, Sp.PD-KGEH., M.Kes., M.Epid., Ph.D., FINASIM",
        nip="198503122010012007",
        rank="Pembina Utama Madya (IV/d)",
        post="Kepala Subbagian Perencanaan, Keuangan, Kepegawaian, dan Pelaporan Kinerja " * 2,
        unit="Unit Pelaksana Teknis Daerah Pelatihan Kesehatan Masyarakat Wilayah Kepulauan " * 2,
        agency="Pemerintah Kabupaten Kepulauan Siau Tagulandang Biaro",
        birth="Tagulandang, 12 Maret 1985",
    ),
    event="Pelatihan Penguatan Kapasitas Aparatur dalam Penyusunan Rencana Pembangunan Jangka "
    "Menengah Daerah Berbasis Data Kependudukan, Ketahanan Iklim, dan Kesetaraan Gender "
    "Angkatan XLVII Tahun 2026 bagi Pejabat Administrator dan Pengawas",
    signers=(
        Signer(
            "Prof. Dr. Ir. H. Bambang Wicaksono Hadiningrat, M.M., M.Sc.",
            "Kepala Badan Pengembangan Sumber Daya Manusia Provinsi Contoh",
            "Pembina Utama Madya", "196805121994031004", "a.n. Gubernur Contoh",
        ),
    ) * 3,
    agenda=(AgendaLine("Materi yang panjang sekali namanya " * 3, 100, "Narasumber " * 4),) * 20,
    revision=2,
)  # fmt: skip
COMPLETION = replace(
    LONGEST, look=replace(FACE.look, paper=Paper.COMPLETION), predicate="Memuaskan"
)
