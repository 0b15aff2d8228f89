"""Web pages about invented events, in the shapes publishers use."""

from __future__ import annotations

PARAGRAPHS = (
    (
        "Ferry traffic between Orvanne and the Lesk islands stopped on Tuesday after a fire broke out "
        "in the engine room of the MS Halden, the port authority said."
    ),
    (
        "“Nobody was hurt, and everybody was off the ship within an hour,” harbour master Ines "
        "Korvald told reporters at the quay on Tuesday evening."
    ),
    (
        "The operator, Norrline, denied that it had skipped an inspection in January. A spokesman "
        "said the ship had been checked twice since the autumn storms and had passed both times."
    ),
    (
        "Transport minister Pauli Drenning promised a report within six weeks. He did not say whether "
        "the other three ships of the class would stay in service until then."
    ),
    (
        "Islanders have complained for years that the ferries are too old. A petition with 4,100 "
        "names was handed to the regional council of Lesk in October."
    ),
)


def article(head: str, *, body_top: str = "", foot: str = "") -> str:
    """A page with the paragraphs above in an article element, menus above and links below."""
    told = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li>"
        "<li><a href='/s'>Sport</a></li></ul></nav>"
        f"<main><article>{body_top}{told}</article></main>"
        f"<aside><h3>Most read</h3><ul><li><a href='/1'>Storm closes schools</a></li></ul></aside>{foot}"
        "<footer>© 2031 Lesk Courier Media</footer></body></html>"
    )


JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "name": "Lesk Courier", "@id": "#site"},
 {"@type": ["NewsArticle", "Article"], "headline": "Ferries stop after fire on the Halden",
  "datePublished": "2031-03-11T18:40:00+02:00", "dateModified": "2031-03-11T21:05:00+02:00",
  "author": [{"@type": "Person", "name": "Mara Ilves"}, {"@type": "Person", "name": "Tobin Raud"}],
  "publisher": {"@type": "Organization", "name": "Lesk Courier"},},
]}
</script>"""

OPEN_GRAPH = (
    "<title>Ferries stop after fire on the Halden - Lesk Courier</title>"
    '<meta property="og:title" content="Ferries stop after fire on the Halden | Lesk Courier">'
    '<meta property="og:site_name" content="Lesk Courier">'
    '<meta property="article:published_time" content="2031-03-11T16:40:00Z">'
    '<meta name="author" content="By Mara Ilves and Tobin Raud">'
    '<link rel="canonical" href="/2031/ferries-stop">'
)


def live_json_ld(times: tuple[str, str, str]) -> str:
    """A live blog's JSON-LD with three updates, at the times given; one body escaped twice."""
    return f"""<script type="application/ld+json">
{{"@type": "LiveBlogPosting", "headline": "Ferry fire off Lesk – live",
 "datePublished": "2031-03-11T17:00:00+02:00",
 "publisher": {{"name": "Lesk Courier"}},
 "liveBlogUpdate": [
  {{"@type": "BlogPosting", "headline": "Minister promises a report", "datePublished": "{times[0]}",
   "articleBody": "&amp;lt;p&amp;gt;Pauli Drenning has promised a report in six weeks.&amp;lt;/p&amp;gt;"}},
  {{"@type": "BlogPosting", "headline": "All passengers ashore", "datePublished": "{times[1]}",
   "articleBody":
   "<p>All 212 passengers are ashore, the port authority says.</p><p>Two were treated for shock.</p>"}},
  {{"@type": "BlogPosting", "headline": "Fire reported", "datePublished": "{times[2]}",
   "articleBody": "A fire has been reported on the MS Halden."}}
 ]}}</script>"""


SIBLINGS = """<html lang="en"><head><title>Ferry fire off Lesk – live updates</title></head><body>
<h1>Ferry fire off Lesk – live updates</h1>
<div class="stream">
<article id="b1"><time datetime="2031-03-11T20:30:00+02:00">20.30</time>
<h2>Minister promises a report</h2>
<p>Transport minister Pauli Drenning has promised a report within six weeks.</p>
<p>He did not say whether the other three ships would stay in service.</p><button>Share</button></article>
<article id="b2"><time datetime="2031-03-11T19:10:00+02:00">19.10</time>
<p>All 212 passengers are ashore, the port authority says in a short statement to the press.</p>
<button>Share</button></article>
<article id="b3"><time datetime="2031-03-11T18:02:00+02:00">18.02</time><h2>Fire reported</h2>
<p>A fire has been reported in the engine room of the MS Halden, an hour out of Orvanne.</p>
<button>Share</button></article>
</div></body></html>"""
