"""The attributes of the element and what each can say. The table is attributes.json, which the project's own tests hold to
what the element itself takes. Knows nothing of Sphinx."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from pathlib import Path

#: Name of an attribute -> its kind, and the words or the limit of that kind.
ATTRIBUTES: dict[str, dict] = json.loads(Path(__file__).with_name("attributes.json").read_text("utf-8"))

FLAGS = {name for name, rule in ATTRIBUTES.items() if rule["kind"] == "flag"}

#: Those that say what is in the heap, as a program does too. The first that is there counts.
SOURCES = ["state", "scenario", "src", "for"]

_STEP = re.compile(r"L?\d+|\d+\.\d+")
_LENGTH = re.compile(r"\d+(\.\d+)?([a-z]+|%)?|(calc|min|max|clamp)\(.+\)", re.IGNORECASE)


class BadValue(ValueError):
    """A value that the attribute cannot have; the message says which it can."""


def read(name: str, value: str) -> str:
    """The value as it is written into the page. Raises BadValue."""
    rule = ATTRIBUTES[name]
    kind = rule["kind"]
    text = value.strip()
    if kind == "word" and text not in rule["words"]:
        raise BadValue(_unknown(text, rule["words"]))
    if kind == "words":
        return _words(text, rule)
    if kind == "whole":
        _check_whole(text, rule["most"])
    if kind == "step" and not _STEP.fullmatch(text):
        raise BadValue(f'"{text}" is no step: one writes 12, 12.3 or L3')
    if kind == "length" and not _LENGTH.fullmatch(text):
        raise BadValue(f'"{text}" is no height: one writes a number of pixels or a CSS length')
    return text


def _words(text: str, rule: dict) -> str:
    asked = text.split()
    if asked == [rule.get("alone")]:
        return text
    for word in asked:
        if word not in rule["words"]:
            alone = [rule["alone"]] if "alone" in rule else []
            raise BadValue(_unknown(word, rule["words"] + alone))
    return " ".join(asked)


def _unknown(word: str, words: list[str]) -> str:
    close = get_close_matches(word, words, 1)
    meant = f' (did you mean "{close[0]}"?)' if close else ""
    return f'"{word}"{meant} is none of the values it can have: {", ".join(words)}'


def _check_whole(text: str, most: int) -> None:
    if re.fullmatch(r"\d+", text) is None or int(text) > most:
        raise BadValue(f'"{text}" is not a whole number from 0 to {most}')
