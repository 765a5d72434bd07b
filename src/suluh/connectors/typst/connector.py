"""Typst as the drawer of certificates (port ``credentials.ports.Renderer``)."""

from datetime import UTC, datetime, time
from functools import lru_cache

from suluh.connectors.typst.client import TypstPress
from suluh.connectors.typst.mapping import images_of, layout_of
from suluh.credentials.types.face import CertificateFace


class TypstRenderer:
    """Draws certificates; one for each process, for it keeps fonts and pictures ready."""

    def __init__(self) -> None:
        self._press = TypstPress()

    def render(self, face: CertificateFace) -> bytes:
        """The PDF, not yet sealed; the same face always gives the same bytes."""
        layout, pictures = _prepared(face)
        at = datetime.combine(face.issued_on, time(), tzinfo=UTC)
        return self._press.pdf(layout, pictures, at=int(at.timestamp()))

    def preview(self, face: CertificateFace, *, ppi: float = 96) -> list[bytes]:
        """One PNG for each page."""
        layout, pictures = _prepared(face)
        return self._press.pictures_of(layout, pictures, ppi=ppi)

    def close(self) -> None:
        """Give back the disk space."""
        self._press.close()


@lru_cache(maxsize=1)
def shared_renderer() -> TypstRenderer:
    """The renderer of this process."""
    return TypstRenderer()


def _prepared(face: CertificateFace) -> tuple[dict[str, object], dict[str, bytes]]:
    images = images_of(face)
    files = {name: file for name, (file, _) in images.items()}
    return layout_of(face, files), dict(images.values())
