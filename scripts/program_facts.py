"""What CPython itself does with programs of the explorer's program language.

    python3.10 scripts/program_facts.py www/program/python-facts.json

Runs each program of the file and writes what can be seen of it back: what every gc.collect() returned, which weak
references died, and how many references the objects have that names refer to. The tests compare the explorer with that.
"""

import gc
import json
import sys
import weakref


class Node:
    pass


class Fin:
    def __del__(self):
        pass


class WithSlots:
    __slots__ = ("s0", "s1", "__weakref__")


def facts(program):
    returned = []
    collect = gc.collect

    def recording(*generation):
        returned.append(collect(*generation))

    names = {"gc": gc, "weakref": weakref, "Node": Node, "Fin": Fin, "WithSlots": WithSlots, "callback": lambda reference: None}
    known = {*names, "__builtins__"}
    threshold = gc.get_threshold()
    code = compile(program, "program", "exec")
    gc.disable()
    collect()
    gc.collect = recording
    try:
        exec(code, names)
    finally:
        gc.collect = collect
        gc.disable()
        gc.set_threshold(*threshold)
    made = [name for name in names if name not in known and counted(names[name])]
    # The argument of what counts is one more.
    references = {name: sys.getrefcount(names[name]) - 1 for name in made}
    dead = [name for name in made if isinstance(names[name], weakref.ref) and names[name]() is None]
    return {"collected": returned, "references": references, "dead": sorted(dead)}


def counted(value):
    """Others are shared with the interpreter, or are constants of the code."""
    return type(value) in (list, dict, set, Node, Fin, WithSlots, weakref.ref) or (type(value) is tuple and value)


def main(path):
    with open(path, encoding="utf-8") as file:
        programs = json.load(file)["programs"]
    measured = [{"program": each["program"], **facts("\n".join(each["program"]))} for each in programs]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"python": sys.version.split()[0], "programs": measured}, file, indent=2)
        file.write("\n")


main(sys.argv[1])
