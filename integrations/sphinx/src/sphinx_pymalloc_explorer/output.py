"""How the node comes into the output: the element where pages run scripts, its children everywhere else."""

from __future__ import annotations

import posixpath
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from .directive import STEP_LINK, pymalloc_explorer

#: What is in it comes to ``_static``.
STATIC = Path(__file__).parent / "static"
SCRIPT = "pymalloc-explorer/element.js"

#: They make HTML for readers that run no scripts, or no modules.
_STILL = {"applehelp", "devhelp", "epub", "htmlhelp", "qthelp"}


def runs_scripts(app: Sphinx) -> bool:
    return app.builder.format == "html" and app.builder.name not in _STILL


def put_children_instead(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """In books, man pages and the like stand the program and the picture, and of a link to a step its words."""
    if runs_scripts(app):
        return
    for node in list(doctree.findall(pymalloc_explorer)):
        node.replace_self(_still(node))
    for link in list(doctree.findall(nodes.reference)):
        if STEP_LINK in link["classes"]:
            link.parent.replace(link, link.children)


def _still(node: pymalloc_explorer) -> list[nodes.Node]:
    """Its children; what refers to it by name still finds its place."""
    named = {"ids": node["ids"], "names": node["names"]}
    if not node["ids"]:
        return node.children
    first = next(iter(node.children), None)
    if not isinstance(first, nodes.literal_block):
        return [nodes.target("", "", **named), *node.children]
    # In LaTeX, a target before a block of code gives way to the block's own names.
    for key, values in named.items():
        first[key] += values
    return node.children


def visit_html(translator, node: pymalloc_explorer) -> None:
    attributes = dict(node["attributes"])
    if "file" in node:
        attributes["src"] = posixpath.join(translator.builder.dlpath, quote(Path(node["file"]).as_posix()))
    translator.body.append(translator.starttag(node, "pymalloc-explorer", "", **attributes))
    for child in node.children:
        if isinstance(child, nodes.literal_block):
            # The element takes its program from a `pre` of its own, not from highlighted code.
            translator.body.append(f"<pre>{translator.encode(child.astext())}</pre>\n")
        else:
            child.walkabout(translator)
    translator.body.append("</pymalloc-explorer>\n")
    raise nodes.SkipNode


def depart_html(translator, node: pymalloc_explorer) -> None:
    """Never reached: ``visit_html`` writes all of it."""


def add_static_files(app: Sphinx) -> None:
    if runs_scripts(app):
        app.config.html_static_path.append(str(STATIC))


def add_script(app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None) -> None:
    """Only pages with an element load it."""
    if doctree is not None and any(True for _ in doctree.findall(pymalloc_explorer)):
        app.add_js_file(SCRIPT, type="module")
