"""The directive in documents: HTML, LaTeX, text and others, and what it says of bad values. Runs against the installed
package, so what is not in the wheel is missing here too."""

import base64
import re
from html import unescape
from urllib.parse import unquote

import pytest
from sphinx.testing.util import SphinxTestApp

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

EXPLORER = """\
.. pymalloc-explorer::
   :name: own
   :view: pool bytes
   :edition: cpython-3.10-64
   :step: L2
   :readonly:
   :label: Two blocks & more
   :picture: pool.png
   :alt: A pool

   a = malloc(24)
   for i in range(3):
       malloc(24)
"""


@pytest.fixture
def build(tmp_path):
    """Builds a document, and one without an explorer; answers the output of the first, and the application."""
    apps = []

    def build(text, builder="html"):
        source = tmp_path / "source"
        source.mkdir()
        (source / "conf.py").write_text('extensions = ["sphinx_pymalloc_explorer"]\n')
        (source / "pool.png").write_bytes(PICTURE)
        for name in ["growth.trace", "100% #1.trace"]:
            (source / name).write_text("a 0 24\n")
        (source / "index.rst").write_text(f"Title\n=====\n\n.. toctree::\n\n   plain\n\n{text}")
        (source / "plain.rst").write_text("Plain\n=====\n\nNothing.\n")
        app = SphinxTestApp(builder, srcdir=source, confoverrides={"latex_engine": "xelatex"})
        apps.append(app)
        app.build()
        name = {"html": "index.html", "epub": "index.xhtml", "text": "index.txt"}.get(builder)
        file = app.outdir / name if name else next(app.outdir.glob("*.tex" if builder == "latex" else "*.1"))
        return file.read_text("utf-8"), app

    yield build
    for app in apps:
        app.cleanup()


def opening_tag(html):
    return re.search(r"<pymalloc-explorer [^>]*>", html).group()


def test_html_has_the_element_with_its_attributes_program_and_picture(build):
    html, app = build(EXPLORER)
    assert app.warning.getvalue() == ""
    tag = opening_tag(html)
    for attribute in [
        'id="own"',
        'view="pool bytes"',
        'edition="cpython-3.10-64"',
        'step="L2"',
        'readonly=""',
        'label="Two blocks &amp; more"',
    ]:
        assert attribute in tag
    inside = html[html.index(tag) + len(tag) : html.index("</pymalloc-explorer>")]
    assert "<pre>a = malloc(24)\nfor i in range(3):\n    malloc(24)</pre>" in inside
    assert re.search(r'<img [^>]*alt="A pool"[^>]*src="_images/pool.png"', inside)


def test_html_has_the_script_as_module_only_where_an_element_is(build):
    html, app = build(EXPLORER)
    assert re.search(r'<script type="module" src="_static/pymalloc-explorer/element\.js(\?v=\w+)?"></script>', html)
    assert "pymalloc-explorer" not in (app.outdir / "plain.html").read_text("utf-8")


def test_html_has_all_files_that_the_script_needs(build):
    _, app = build(EXPLORER)
    files = app.outdir / "_static" / "pymalloc-explorer"
    cores = [f"{core}/pymalloc_explorer_bg.wasm" for core in ["core", "core-32", "core-64"]]
    for name in ["element.js", "embed.html", "index.html", "lib/mount.js", *cores]:
        assert (files / name).stat().st_size > 0
    for script in files.rglob("*.js"):
        imported = re.findall(r'(?:\bfrom|\bimport)\s*\(?"(\.[^"]+)"', script.read_text("utf-8"))
        for path in imported:
            assert (script.parent / path).is_file(), f"{script.name} imports {path}"


def test_a_program_is_text_in_html(build):
    html, _ = build(".. pymalloc-explorer::\n\n   x = {'a': '</pre><b>'}\n")
    assert "<pre>x = {'a': '&lt;/pre&gt;&lt;b&gt;'}</pre>" in html.replace("&#x27;", "'").replace("&quot;", '"')


def test_a_file_of_the_documentation_is_copied(build):
    html, app = build(".. pymalloc-explorer::\n   :src: growth.trace\n")
    address = re.search(r'src="(_downloads/[^"]+/growth\.trace)"', opening_tag(html)).group(1)
    assert (app.outdir / address).read_text() == "a 0 24\n"


def test_a_file_may_be_called_what_addresses_have_other_uses_for(build):
    html, app = build(".. pymalloc-explorer::\n   :src: 100% #1.trace\n")
    address = unescape(re.search(r'src="(_downloads/[^"]+)"', opening_tag(html)).group(1))
    assert "#" not in address
    assert (app.outdir / unquote(address)).read_text() == "a 0 24\n"


def test_an_address_is_left_as_it_is(build):
    html, app = build(".. pymalloc-explorer::\n   :src: https://example.org/a.trace\n")
    assert 'src="https://example.org/a.trace"' in opening_tag(html)
    assert app.warning.getvalue() == ""


@pytest.mark.parametrize("builder", ["latex", "epub", "man"])
def test_still_output_has_program_and_picture(build, builder):
    output, app = build(EXPLORER.replace("   :label: Two blocks & more\n", ""), builder)
    assert "<pymalloc-explorer" not in output
    assert "element.js" not in output
    assert re.search(r"range.*3", output)
    assert {"latex": r"\sphinxincludegraphics{{pool}.png}", "epub": 'src="_images/pool.png"', "man": "A pool"}[builder] in output
    if builder != "man":
        assert list(app.outdir.rglob("pool.png")) != []


def test_text_has_program_and_what_the_picture_shows(build):
    text, app = build(EXPLORER, "text")
    assert app.warning.getvalue() == ""
    assert "   a = malloc(24)\n   for i in range(3):\n       malloc(24)\n" in text
    assert "[image: A pool]" in text


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("view", "pool byts", r'"byts" \(did you mean "bytes"\?\) is none of the values it can have: arenas, heap-map, arena,'),
        ("edition", "cpython-1.5", r'"cpython-1.5".*is none of the values.*cpython-2\.7-32'),
        ("scenario", "nothing", r'"nothing" is none of the values.*fill-pool'),
        ("controls", "stop", r'"stop".*is none of the values.*none'),
        ("theme", "blue", r"auto, light, dark"),
        ("loading", "later", r"lazy, eager, click"),
        ("speed", "20", r'"20".*is none of the values it can have: 0\.5, 1, 2, 5, 10, 30'),
        ("seed", "-1", r'"-1" is not a whole number from 0 to 4294967295'),
        ("step", "third", r'"third" is no step'),
        ("height", "high", r'"high" is no height'),
        ("src", "missing.trace", r'there is no file "missing.trace"'),
    ],
)
def test_a_bad_value_is_told_with_its_place_and_left_out(build, option, value, said):
    html, app = build(f".. pymalloc-explorer::\n   :label: one\n   :{option}: {value}\n")
    # The third line of the directive, which begins after the title and the toctree.
    assert re.search(rf"index\.rst:10: WARNING: pymalloc-explorer: option {option}: .*{said}", app.warning.getvalue())
    assert f"{option}=" not in opening_tag(html)
    assert 'label="one"' in opening_tag(html)


def test_a_program_beside_another_source_is_told(build):
    html, app = build(".. pymalloc-explorer::\n   :scenario: fill-pool\n\n   a = malloc(24)\n")
    assert re.search(r"index\.rst:9: WARNING: .*the program below is not used", app.warning.getvalue())
    assert "malloc(24)" not in html


def test_an_unknown_option_is_told(build):
    _, app = build(".. pymalloc-explorer::\n   :veiw: pool\n")
    assert re.search(r'index\.rst:8: ERROR: .*\n?.*unknown option: "veiw"', app.warning.getvalue())


@pytest.mark.parametrize("value", ["640", "50vh", "20em", "calc(100vh - 80px)", "62.5%"])
def test_heights_that_css_knows_pass(build, value):
    html, app = build(f".. pymalloc-explorer::\n   :height: {value}\n")
    assert f'height="{value}"' in opening_tag(html)
    assert app.warning.getvalue() == ""


LINK = "Look :pymalloc-step:`after line 2 <own@L2>`.\n\n"


def test_a_link_to_a_step_is_one_in_html(build):
    html, app = build(LINK + EXPLORER)
    assert re.search(r'<a [^>]*href="#own@L2">after line 2</a>', unescape(html))
    assert app.warning.getvalue() == ""


@pytest.mark.parametrize("builder", ["latex", "text"])
def test_a_link_to_a_step_is_its_words_elsewhere(build, builder):
    output, _ = build(LINK + EXPLORER, builder)
    assert "Look after line 2." in output
    assert "own@L2" not in output


@pytest.mark.parametrize(
    "explorer", [EXPLORER, EXPLORER[: EXPLORER.index("   a = malloc")], ".. pymalloc-explorer::\n   :name: own\n"]
)
@pytest.mark.parametrize(
    ("builder", "link", "place"),
    [
        ("html", 'href="#own"', 'id="own"'),
        ("epub", 'href="#own"', 'id="own"'),
        ("latex", r"{\hyperref[\detokenize{index:own}]", r"\label{\detokenize{index:own}}"),
    ],
)
def test_what_refers_to_it_by_name_finds_it(build, builder, link, place, explorer):
    output, _ = build("See own_.\n\n" + explorer, builder)
    assert output.count(link) == 1
    assert output.count(place) == 1


def test_a_link_to_no_step_is_told(build):
    html, app = build("Look :pymalloc-step:`there <own@third>`.\n")
    assert re.search(r'index\.rst:8: WARNING: pymalloc-step: "own@third" is no link to a step', app.warning.getvalue())
    assert "Look there." in html
