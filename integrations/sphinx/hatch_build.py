"""Puts the files that browsers load from the npm package (../../pkg, made by ``npm run build``) into the Python package.

In an sdist they are there already, and nothing is done.
"""

import json
import shutil
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BROWSER_FILES = ["element.js", "embed.html", "index.html", "lib/*", "core*/*.js", "core*/*.wasm", "LICENSE-*"]


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        here = Path(self.root)
        static = here / "src" / "sphinx_pymalloc_explorer" / "static" / "pymalloc-explorer"
        package = here.parent.parent / "pkg"
        if not (package / "package.json").is_file():
            if not (static / "element.js").is_file():
                raise FileNotFoundError(f"{static} is empty, and there is no npm package to fill it from.")
            return
        if not (package / "element.js").is_file():
            raise FileNotFoundError(f"{package} is not built: run `npm run build` in {package.parent}.")
        self.compare_versions(package)
        shutil.rmtree(static, ignore_errors=True)
        for pattern in BROWSER_FILES:
            for file in package.glob(pattern):
                target = static / file.relative_to(package)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        for licence in package.glob("LICENSE-*"):
            shutil.copyfile(licence, here / licence.name)

    def compare_versions(self, package):
        theirs = json.loads((package / "package.json").read_text())["version"]
        ours = self.metadata.core.version
        if theirs != ours:
            raise ValueError(f"The npm package has version {theirs}, this one {ours}.")
