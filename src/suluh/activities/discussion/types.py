"""Words of discussions: the place where people talk, and how a thread looks to one of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class Rule(StrEnum):
    """What makes a discussion in a training done."""

    READ = "read"
    POSTS = "posts"


class Cadence(StrEnum):
    """How often a person gets what is new in discussions by mail."""

    NEVER = "never"
    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Topic:
    """Settings of a discussion in a training: what is talked about, and when it is done."""

    text: str = ""
    rule: Rule = Rule.POSTS
    posts: int = 1
    words: int = 10


class Standing(StrEnum):
    """As what somebody speaks; shown beside the name. Empty: a participant or a member."""

    NONE = ""
    TRAINER = "trainer"
    ORGANISER = "organiser"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Place:
    """Where people talk (a course, a topic of it, a community) before one person.

    `url` lists the threads, `new_url` begins one, `people_url` is where it belongs (for the way
    back). `name` and `unit_name` sign what the person writes here.
    """

    tenant_id: int
    person_id: int
    title: str
    url: str
    new_url: str
    back_url: str
    back_label: str
    offering: UUID | None = None
    offering_id: int | None = None
    activity_key: UUID | None = None
    community_id: int | None = None
    zone: str = "Asia/Jakarta"
    name: str = ""
    unit_name: str = ""
    standing: Standing = Standing.NONE
    may_write: bool = True
    may_moderate: bool = False

    @property
    def is_topic(self) -> bool:
        """Whether this is the discussion of one activity."""
        return self.activity_key is not None


@dataclass(frozen=True, slots=True)
class Writing:
    """What somebody wrote. `token` is the form's: the same form sent twice is kept once."""

    text: str
    token: UUID
    reply_to: int | None = None
    mentioned: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A thread in a list; `unread` counts posts that the person has not seen."""

    thread: Any
    unread: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as one person sees it; `html` is empty where it is hidden from them."""

    post: Any
    html: str
    is_own: bool
    is_unread: bool
    is_accepted: bool
    is_focus: bool
    may_edit: bool
    may_accept: bool
    may_report: bool
    sees_history: bool
    answered: Any = None


@dataclass(frozen=True, slots=True)
class News:
    """What is new for one person in a topic: the first posts, and how many there are."""

    thread: Any
    place: Place
    posts: tuple[Any, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be mentioned."""

    uuid: UUID
    person_id: int
    name: str
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Posts of a thread by their numbers; `last` is the number of the last page."""

    items: tuple[Shown, ...]
    number: int
    last: int
    query: str = ""
    total: int | None = None
    before: str = field(default="")
    after: str = field(default="")

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.number < self.last


@dataclass(frozen=True, slots=True)
class Charter:
    """What a community is about, and to whom it is open."""

    title: str
    theme: str = ""
    summary: str = ""
    is_national: bool = False
