"""Documents with their pages; books, lists of them, their readers, and how they came in."""

from suluh.library.models.book import EVERYBODY, Book, Licence, Passage, Topic, Word
from suluh.library.models.document import Document, DocumentPage
from suluh.library.models.intake import Intake, IntakeFile
from suluh.library.models.raising import BookCompetency
from suluh.library.models.reader import BookReading, BookReport, Hold, Loan, Note
from suluh.library.models.shelf import ListEntry, ReadingList

__all__ = [
    "EVERYBODY", "Book", "BookCompetency", "BookReading", "BookReport", "Document", "DocumentPage",
    "Hold", "Intake", "IntakeFile", "Licence", "ListEntry", "Loan", "Note", "Passage",
    "ReadingList", "Topic", "Word",
]  # fmt: skip
