"""What authors write: the directive, with a program and the attributes of the element, and the role for links to steps.
Writes no HTML."""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import ReferenceRole, SphinxDirective

from .attributes import ATTRIBUTES, FLAGS, SOURCES, BadValue, read

logger = logging.getLogger(__name__)

_STEP_LINK = re.compile(r".+@(L?\d+|\d+\.\d+)")
_URL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


#: The class of links to steps.
STEP_LINK = "pymalloc-step"


class pymalloc_explorer(nodes.General, nodes.Element):
    """Its children are what is shown where no JavaScript runs: the program as a literal block, and the picture."""


def _any(argument: str | None) -> str:
    """Values are looked at in ``run``, so that a bad one costs its option only."""
    return argument or ""


class PymallocExplorerDirective(SphinxDirective):
    """``.. pymalloc-explorer::`` with the attributes of the element as options and its program as content."""

    has_content = True
    option_spec = {
        **{name: directives.flag if name in FLAGS else _any for name in ATTRIBUTES},
        "name": directives.unchanged,
        "class": directives.class_option,
        "picture": _any,
        "alt": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        node = pymalloc_explorer()
        self.set_source_info(node)
        node["classes"] += self.options.get("class", [])
        node["attributes"] = {}
        for name in ATTRIBUTES:
            if name in self.options:
                self._read_option(node, name)
        program = "\n".join(self.content).rstrip()
        if program:
            self._add_program(node, program)
        if self.options.get("picture"):
            self._add_picture(node)
        self.add_name(node)
        return [node]

    def _read_option(self, node: nodes.Element, name: str) -> None:
        if name in FLAGS:
            node["attributes"][name] = ""
            return
        try:
            value = read(name, self.options[name])
        except BadValue as error:
            self._warn(name, f"{error}. It is left out.")
            return
        if name == "src" and not _URL.match(value):
            self._add_file(node, value)
        elif value:
            node["attributes"][name] = value

    def _add_file(self, node: nodes.Element, name: str) -> None:
        """A trace or session file of the documentation itself is copied to where pages can load it."""
        relative, absolute = self.env.relfn2path(name)
        self.env.note_dependency(relative)
        if Path(absolute).is_file():
            node["file"] = self.env.dlfiles.add_file(self.env.docname, relative)
        else:
            self._warn("src", f'there is no file "{relative}". It is left out.')

    def _add_program(self, node: nodes.Element, program: str) -> None:
        other = next((name for name in SOURCES if name in node["attributes"] or (name == "src" and "file" in node)), None)
        if other is not None:
            self._warn(other, "it says what is in the heap, so the program below is not used.")
            return
        block = nodes.literal_block(program, program, language="python", force=True)
        self.set_source_info(block)
        node += block

    def _add_picture(self, node: nodes.Element) -> None:
        alt = self.options.get("alt") or self.options.get("label") or "pymalloc explorer"
        image = nodes.image(uri=self.options["picture"].strip(), alt=alt)
        self.set_source_info(image)
        node += image

    def _warn(self, option: str, message: str) -> None:
        lines = self.block_text.splitlines()
        offset = next((at for at, line in enumerate(lines) if line.strip().startswith(f":{option}:")), 0)
        source, line = self.state_machine.get_source_and_line(self.lineno + offset)
        logger.warning(
            "pymalloc-explorer: option %s: %s",
            option,
            message,
            location=f"{source}:{line}",
            type="pymalloc_explorer",
            subtype="option",
        )


class StepRole(ReferenceRole):
    """``:pymalloc-step:`words <NAME@STEP>```: a link that moves an element, or all that share a heap, to a step.

    It is a role because reStructuredText takes what has an ``@`` for an e-mail address.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        if not _STEP_LINK.fullmatch(self.target):
            source, line = self.get_source_info()
            logger.warning(
                'pymalloc-step: "%s" is no link to a step: one writes NAME@12, NAME@12.3 or NAME@L3',
                self.target,
                location=f"{source}:{line}",
                type="pymalloc_explorer",
                subtype="step",
            )
            return [nodes.Text(self.title)], []
        return [nodes.reference("", self.title, refuri=f"#{self.target}", classes=[STEP_LINK])], []
