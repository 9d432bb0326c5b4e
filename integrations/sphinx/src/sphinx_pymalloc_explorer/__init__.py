"""CPython's memory, alive, in Sphinx documentation: the directive ``.. pymalloc-explorer::`` and the role ``:pymalloc-step:``."""

from __future__ import annotations

from importlib.metadata import version

from sphinx.application import Sphinx

from .directive import PymallocExplorerDirective, StepRole, pymalloc_explorer
from .output import add_script, add_static_files, depart_html, put_children_instead, visit_html

__version__ = version("sphinx-pymalloc-explorer")


def setup(app: Sphinx) -> dict:
    app.add_node(pymalloc_explorer, html=(visit_html, depart_html))
    app.add_directive("pymalloc-explorer", PymallocExplorerDirective)
    app.add_role("pymalloc-step", StepRole())
    app.connect("builder-inited", add_static_files)
    app.connect("doctree-resolved", put_children_instead)
    app.connect("html-page-context", add_script)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
