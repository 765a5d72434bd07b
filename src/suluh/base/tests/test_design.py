"""Tags, charts and parts draw what they promise and keep to the content policy."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from suluh.base import charts, icons, showcase
from suluh.base.paging import Page

TEMPLATES = Path(__file__).parents[1] / "templates"
SCREENS = ["base/gaya/index.html", *showcase.SCREENS.values()]
FORBIDDEN = re.compile(
    r"\sstyle=|\son[a-z]+=|javascript:|<style|<script(?![^>]*\ssrc=)", re.IGNORECASE
)


def draw(source: str, **context: Any) -> str:
    with translation.override("id"):
        return engines["django"].from_string(source).render(context)


def page(template: str, **extra: Any) -> str:
    request = RequestFactory().get("/gaya/")
    user = SimpleNamespace(is_authenticated=True, uuid="0190", pk=1)
    context = {**showcase.sample(), "request": request, "user": user, **extra}
    request.user = user  # type: ignore[assignment]
    with translation.override("id"):
        return render_to_string(template, context)


def test_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in draw('{% icon "bell" %}')
    assert "sr" not in draw('{% icon "bell" %}')
    assert draw('{% icon "x" "Tutup" %}').endswith('<span class="sr">Tutup</span>')


def test_unknown_icon_names_the_known_ones() -> None:
    with pytest.raises(LookupError, match="known: archive"):
        icons.drawing("torch-of-liberty")


def test_ring_says_its_figures() -> None:
    drawn = draw("{% ring 1250 2000 %}")
    assert 'aria-label="12,5 dari 20 JP"' in drawn
    assert 'stroke-dasharray="196.4 314.16"' in drawn


@pytest.mark.parametrize(("value", "total"), [(0, 2000), (0, 0), (2600, 2000)])
def test_ring_of_nothing_and_of_too_much(value: int, total: int) -> None:
    assert 0 <= charts.share_of(value, total) <= 1
    assert "<svg" in draw("{% ring value total %}", value=value, total=total)


def test_bar_below_its_target_warns() -> None:
    assert "is-low" in draw("{% bar 0.48 0.8 %}")
    assert "is-low" not in draw("{% bar 0.8 0.8 %}")
    assert 'aria-label="48\xa0%, sasaran 80\xa0%"' in draw("{% bar 0.48 0.8 %}")
    assert draw("{% bar 1.7 %}").count('width="100%"') == 2


def test_labels_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    for source in (
        "{% bar 0.5 None evil %}",
        "{% spark values evil %}",
        "{% histogram classes 4 evil %}",
        "{% trend points label=evil %}",
        "{% stacked parts 100 evil %}",
    ):
        drawn = draw(
            source,
            evil=evil,
            values=[1, 2],
            classes=[(evil, 1)],
            points=[(evil, 0.1)],
            parts=[(evil, 100)],
        )
        assert "<script" not in drawn


def test_charts_carry_their_figures_as_a_table() -> None:
    drawn = draw("{% trend points 0.78 0.8 %}", points=[("Jan", 0.5), ("Feb", 0.614)])
    assert '<td class="num">61,4\xa0%</td>' in drawn
    assert "Perkiraan" in drawn
    assert "Sasaran" in drawn


@pytest.mark.parametrize(
    "source",
    [
        "{% trend empty %}",
        "{% histogram empty %}",
        "{% spark empty %}",
        "{% stacked empty %}",
    ],
)
def test_charts_of_nothing(source: str) -> None:
    assert "<svg" in draw(source, empty=[])


def test_columns_and_radar_show_their_figures() -> None:
    drawn = draw("{% columns points %}", points=[("09.00", 212), ("09.01", 1640)])
    assert '<th scope="row">09.01</th><td class="num">1.640</td>' in drawn
    drawn = draw("{% radar axes 5 %}", axes=[("Integritas", 3, 4), ("Kerja sama", 2, 3)])
    assert "Integritas: <b>3</b> / 4" in drawn
    assert [draw("{{ s|heat }}", s=share) for share in (0, 0.5, 1, 7, None)] == [
        "heat-0",
        "heat-3",
        "heat-5",
        "heat-5",
        "",
    ]


def test_job_asks_again_only_while_it_runs() -> None:
    part = '{% include "base/parts/job.html" with url="/pekerjaan/1/" %}'
    job = {"title": "Impor", "state": "running", "done": 5, "total": 10}
    drawn = draw(part, job=job, left=timedelta(seconds=90))
    assert 'hx-trigger="every 1s"' in drawn
    assert 'value="5"' in drawn
    assert "kira-kira 1\xa0menit 30\xa0detik lagi" in drawn
    done = draw(part, job={**job, "state": "done", "link": "/hasil/"}, left=timedelta(seconds=90))
    assert "hx-trigger" not in done
    assert "kira-kira" not in done
    assert 'href="/hasil/"' in done
    assert "http-equiv" in draw('{% include "base/parts/job_refresh.html" %}', job=job)


def test_pager_keeps_the_search() -> None:
    page: Page[int] = Page(items=(), number=2, has_next=True, query="q=a%26b", total=120)
    drawn = draw('{% include "base/parts/pager.html" %}', page=page)
    assert 'href="?q=a%26b&amp;halaman=1"' in drawn
    assert 'href="?q=a%26b&amp;halaman=3"' in drawn
    alone: Page[int] = Page(items=(), number=1, has_next=False, query="")
    assert "<nav" not in draw('{% include "base/parts/pager.html" %}', page=alone)


def test_filters_write_for_people() -> None:
    when = datetime(2026, 9, 16, 2, 0, tzinfo=UTC)
    drawn = draw("{{ when|waktu:zone }}", when=when, zone="Asia/Jayapura")
    assert drawn.replace("\xa0", " ") == "Rabu, 16 September 2026 · 11.00 WIT"
    assert draw("{{ nothing|waktu }}{{ nothing|angka }}{{ nothing|jp }}", nothing=None) == "–––"


@pytest.mark.parametrize("template", SCREENS)
def test_screens_keep_to_the_content_policy(template: str) -> None:
    drawn = page(template)
    assert not FORBIDDEN.findall(drawn)
    assert drawn.count("<h1") == 1
    assert 'lang="id"' in drawn


@pytest.mark.parametrize("template", SCREENS)
def test_ids_are_unique(template: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', page(template))
    assert sorted(names) == sorted(set(names))


def test_page_without_navigation_and_person() -> None:
    drawn = page("base/plain.html", navigation=None)
    assert "tabbar" not in drawn
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override("id"):
        drawn = render_to_string("base/page.html", {"request": request})
    assert "Menu akun" not in drawn
    assert "data-person" not in drawn


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_error_pages_need_nothing(code: str) -> None:
    drawn = render_to_string(f"{code}.html")
    assert "<h1>" in drawn
    assert not FORBIDDEN.findall(drawn)


def test_field_ties_help_and_error_to_its_input() -> None:
    form = showcase.SampleForm({"judul": ""})
    drawn = draw('{% include "base/parts/field.html" with field=form.judul %}', form=form)
    described = re.search(r'aria-describedby="([^"]+)"', drawn)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_templates_are_small() -> None:
    for path in TEMPLATES.rglob("*.html"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 150, path.name
