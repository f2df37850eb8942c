"""Our blocks among other people's style sheets: everything can be read and nothing overflows."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string

from tests.browser.people import Visitor
from tests.factories import make_answer, make_entry, make_page
from wagtail_feedback.reviews.blocks import EntryFormBlock

pytestmark = pytest.mark.browser
MODULES = Path(__file__).parents[2] / "node_modules"
BOOTSTRAP = MODULES / "bootstrap/dist/css/bootstrap.min.css"
PREFLIGHT = MODULES / "tailwindcss/preflight.css"
CONTRAST = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8").partition("export default ")[2]
#: As Bootstrap 4 and many a theme have it.
THEME = """
legend { color: #333; border-bottom: 1px solid #e5e5e5; font-size: 21px }
label { color: #333; font-weight: bold }
h1, h2, h3 { color: #333; font-family: monospace; text-transform: none }
code { color: #c7254e; background: #f9f2f4; padding: 2px 4px }
body { background: #15141a; color: #eee; color-scheme: dark }
"""
HOSTS = ["bootstrap light", "bootstrap dark", "tailwind in a layer", "tailwind", "dark theme"]


def sheet_of(host):
    if host == "dark theme":
        return THEME
    path = BOOTSTRAP if host.startswith("bootstrap") else PREFLIGHT
    if not path.exists():
        pytest.skip("node_modules has no such style sheet: run npm ci to test among it.")
    css = path.read_text(encoding="utf-8")
    return f"@layer base {{{css}}}" if host.endswith("layer") else css


@pytest.fixture
def everything(site, book):
    """A page with all of our blocks, and something of everything they show."""
    for rating in (5, 5, 5, 4, 1):
        make_entry(book, rating=rating, title="A heading", place="Tula", name="Anna")
    make_answer(make_entry(book, kind="complaint", area="ordering"), done="<ul><li>Mended.</li></ul>")
    shown = {"book": book, "heading_level": "2"}
    listing = {**shown, "per_page": 20, "show_summary": True, "show_filters": True}
    blocks = [("entry_form", shown), ("rating_summary", {"book": book}), ("latest_entries", shown)]
    return make_page(site, title="All of it", body=[*blocks, ("review_book", listing)])


@pytest.fixture
def visit(new_page, everything):
    """A visitor of that page at 360 px, among the style sheet of a host."""

    def go(host):
        # Bootstrap scrolls smoothly otherwise, and a click lands where its target was.
        page = new_page(viewport={"width": 360, "height": 900}, reduced_motion="reduce")
        css = sheet_of(host)
        page.route("**/host.css", lambda route: route.fulfill(body=css, content_type="text/css"))
        visitor = Visitor(page, everything.get_url())
        dress(page, host)
        return visitor

    return go


def dress(page, host):
    page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", host.rpartition(" ")[2])
    page.add_style_tag(url="/host.css")


@pytest.mark.parametrize("host", HOSTS)
def test_everything_is_readable_and_fits_in_a_host(visit, host):
    visitor = visit(host)
    assert visitor.page.evaluate(CONTRAST) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 360
    visitor.write(kind="complaint", text="Handle", email="anna@")
    visitor.send()
    assert visitor.error_count() == 2
    assert visitor.page.evaluate(CONTRAST) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("host", HOSTS)
def test_receipt_is_readable_and_fits_in_a_host(visit, host):
    visitor = visit(host)
    visitor.write(kind="complaint", rating="2", text="The handle came off")
    visitor.send()
    dress(visitor.page, host)
    assert visitor.page.locator("code.wf-hash").count() == 2
    assert visitor.page.evaluate(CONTRAST) == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(
    ("room", "edge"), [("body { margin: 0 }", 16), ("body { margin: 0 } main { padding: 0 12px }", 12)]
)
def test_own_page_keeps_off_the_edges_where_the_site_does_not_see_to_it(visit, room, edge):
    page = visit("dark theme").page
    page.goto("/feedback/form/en/reviews.entry/shop/")
    page.add_style_tag(content=room)
    assert page.locator("h1").bounding_box()["x"] == edge


def test_blocks_keep_their_distance_in_wagtails_own_elements_and_empty_ones_take_no_room(visit):
    page = visit("dark theme").page
    wrapped = "".join(
        f'<div class="block-b"><section class="wf"><p>{text}</p></section></div>' for text in "XY"
    )
    page.set_content(f'{wrapped}<section class="wf" id="empty">\n</section>')
    page.add_style_tag(path=find("wagtail_feedback/css/feedback.css"))
    first, second = (page.locator(".block-b > .wf").nth(index).bounding_box() for index in (0, 1))
    assert second["y"] - first["y"] - first["height"] == 48
    assert page.locator("#empty").is_hidden()


def test_preview_of_a_form_keeps_its_gaps_and_is_padded(new_page, everything, rf):
    block = EntryFormBlock()
    block.set_name("form")
    context = {"request": rf.get("/"), "block_def": block, "block_class": EntryFormBlock}
    context["bound_block"] = block.bind(block.get_preview_value())
    page = new_page(viewport={"width": 445, "height": 244})
    page.set_content(render_to_string(block.get_preview_template(None), context))
    page.add_style_tag(path=find("wagtail_feedback/css/feedback.css"))
    fields = page.locator("fieldset[disabled]").first
    assert fields.evaluate("fields => getComputedStyle(fields).rowGap") == "24px"
    box = fields.bounding_box()
    assert box["x"] >= 16 and box["x"] + box["width"] <= 445 - 16


def test_headings_take_the_hosts_font_and_our_labels_their_own_colour(visit):
    page = visit("dark theme").page
    style = "(element, name) => getComputedStyle(element)[name]"
    heading, legend = page.locator("h2.wf-heading").first, page.locator("legend").first
    assert heading.evaluate(style, "fontFamily") == "monospace"
    page.add_style_tag(content=":root { --wf-heading-font: fantasy }")
    assert heading.evaluate(style, "fontFamily") == "fantasy"
    assert legend.evaluate(style, "borderBottomWidth") == "0px"
    assert page.locator(".wf-option").first.evaluate(style, "fontWeight") == "400"
