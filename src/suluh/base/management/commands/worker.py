"""`suluh worker`: runs queued jobs until stopped."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from suluh.base.jobs import Lane


class Command(BaseCommand):
    """Run jobs from PostgreSQL's queue, long ones in places of their own."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """How many jobs of each lane at once."""
        parser.add_argument("--concurrency", type=int, default=2, help="jobs of seconds at once")
        parser.add_argument("--long", type=int, default=2, help="jobs of minutes at once")

    def handle(self, *_: Any, **options: Any) -> None:
        """Work until told to end; what has begun is finished first."""
        asyncio.run(_work({Lane.SHORT: options["concurrency"], Lane.LONG: options["long"]}))


async def _work(places: Mapping[Lane, int]) -> None:
    queue = app.connector
    assert isinstance(queue, DjangoConnector)
    with app.replace_connector(queue.get_worker_connector()) as working:
        async with working.open_async():
            await _until_told(
                asyncio.create_task(
                    working.run_worker_async(
                        queues=[lane], name=lane, concurrency=number, install_signal_handlers=False
                    )
                )
                for lane, number in places.items()
                if number
            )


async def _until_told(lanes: Iterable[asyncio.Task[None]]) -> None:
    """Let all lanes end when one ends or a signal comes, each after its jobs."""
    running, told = list(lanes), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait([*running, waiting], return_when=asyncio.FIRST_COMPLETED)
    for each in [*running, waiting]:
        each.cancel()
    ended = await asyncio.gather(*running, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error
