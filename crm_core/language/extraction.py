"""The catalogues kept in step with the code: `python -m crm_core.language.extraction`, `--check` to change nothing.

A room's messages, with those of its page, are in `<room>.po`; what rooms share is in `common.po`. A message keeps its
translation when it moves between them. `--check` names what is missing, stale, or differs in its named places.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from crm_core.language.catalogue import LOCALE
from crm_core.language.chosen import DEFAULT, LANGUAGES

ROOT = LOCALE.parent
COMMON = "common"
_OWN = frozenset({"contract", "intake", "lists", "marts", "warehouse", "workspace"})
"""Parts of `crm_core` whose messages are many enough for a catalogue of their own."""
_KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
                             "npgettext": ((1, "c"), 2, 3)}
_IN_SQL = re.compile(r"/\*N_\*/\s*'((?:[^']|'')*)'")
"""A template that a book holds in English and that is translated where it is read."""
_HEADER = """# {name}: kept in step with the code by `make fix`; only the translations are written by hand.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
"""Without dates and names, which would change with every run. Spanish has two plurals here: beside digits, its third
(for whole millions) is as the second."""

Key = tuple[str | None, str | tuple[str, ...]]


def domain(path: Path) -> str:
    """The catalogue that the messages of a file are in: that of its room or part of the core, or the common one."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "crm_core" and Path(parts[1]).stem in _OWN:
        return Path(parts[1]).stem
    if parts[:2] in {("crm_core", "rooms"), ("pages", "parts")} and len(parts) > 2:  # noqa: PLR2004
        return parts[2]
    is_page = parts[0] == "pages" and len(parts) == 2  # noqa: PLR2004
    return path.stem if is_page and not path.stem.startswith("_") else COMMON


def messages() -> dict[str, dict[Key, set[str]]]:
    """By catalogue: every message in the code and the files it is in. What is common is in no other catalogue."""
    found: dict[str, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    for folder in ("crm_core", "pages"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".sql"}:
                for key in _in_file(path):
                    found[domain(path)][key].add(path.relative_to(ROOT).as_posix())
    for key in _in_file(ROOT / "app.py"):
        found[COMMON][key].add("app.py")
    shared = found[COMMON]
    return {name: {key: files for key, files in each.items() if name == COMMON or key not in shared}
            for name, each in sorted(found.items())}


def _in_file(path: Path) -> Iterator[Key]:
    if path.suffix == ".sql":
        yield from ((None, text.replace("''", "'")) for text in _IN_SQL.findall(path.read_text("utf-8")))
        return
    # Babel tells of every f-string it meets inside a call, also where it only fills a place: those are meant.
    with path.open("rb") as file, contextlib.redirect_stderr(io.StringIO()):
        for _line, text, _comments, context in extract("python", file, keywords=_KEYWORDS):
            if text and text != ("",):
                yield context, text


def translations(language: str) -> dict[Key, Any]:
    """Every message of the language's catalogues that is translated, and its translation."""
    known: dict[Key, Any] = {}
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            known |= {(each.context, _text(each.id)): each.string for each in read_po(file)
                      if each.id and _is_translated(each)}
    return known


def _text(message_id: str | Sequence[str]) -> str | tuple[str, ...]:
    return message_id if isinstance(message_id, str) else tuple(message_id)


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(message.string if isinstance(message.string, (tuple, list)) else [message.string])


def update(language: str) -> None:
    """Write the catalogues of `language` anew: new messages without a translation, stale ones gone."""
    folder, known = LOCALE / language / "LC_MESSAGES", translations(language)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = messages()
    for path in folder.glob("*.po"):
        if path.stem not in wanted:
            path.unlink()
    for name, found in wanted.items():
        catalogue = Catalog()
        for (context, text), files in sorted(found.items(), key=lambda each: (sorted(each[1])[0], str(each[0][1]))):
            catalogue.add(text, known.get((context, text), ""), context=context,
                          locations=[(file, 1) for file in sorted(files)])
        with (folder / f"{name}.po").open("wb") as file:
            file.write(_HEADER.format(name=LANGUAGES[language], language=language).encode())
            write_po(file, catalogue, width=110, omit_header=True, include_lineno=False)


def faults(language: str) -> list[str]:
    """What is wrong with the catalogues of `language`, in sentences: messages missing, stale, or of other places."""
    known, found = translations(language), {key for each in messages().values() for key in each}
    told = [f"{language}: {_shown(key)} has no translation." for key in sorted(found - known.keys(), key=str)]
    told += [f"{language}: {_shown(key)} is no longer in the code." for key in sorted(known.keys() - found, key=str)]
    for key in sorted(found & known.keys(), key=str):
        places = _places([key[1]] if isinstance(key[1], str) else key[1])
        texts = known[key] if isinstance(known[key], (tuple, list)) else [known[key]]
        for text in texts:
            if _places([text]) - {"count"} != places - {"count"}:
                told.append(f"{language}: {_shown(key)} names {sorted(places)}, its translation {text!r} does not.")
    return told


def _places(texts: Sequence[str]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def _shown(key: Key) -> str:
    return repr(key[1] if isinstance(key[1], str) else key[1][0])


def main(words: Sequence[str]) -> int:
    """Update or check. Returns 1 when the check finds a fault."""
    others = [language for language in LANGUAGES if language != DEFAULT]
    if "--check" not in words:
        for language in others:
            update(language)
        return 0
    told = [each for language in others for each in faults(language)]
    print("\n".join(told[:40]) + (f"\n… and {len(told) - 40} more" if len(told) > 40 else "")  # noqa: PLR2004
          if told else "The catalogues say what the code says.")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
