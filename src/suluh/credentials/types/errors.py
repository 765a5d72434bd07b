"""What can go wrong when a certificate is drawn, in words for the one who issues it."""


class RenderError(ValueError):
    """This one certificate cannot be drawn; the message says what to mend."""

    UNKNOWN_LETTER = (
        "Ada huruf yang tidak dapat dicetak pada sertifikat ini: {letter}. Perbaiki dahulu."
    )
    BROKEN = "Sertifikat ini tidak dapat digambar. Periksa gambar dan isian templatnya."
