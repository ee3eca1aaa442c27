"""Lay out a new room, complete and at work: `python -m crm_core.new_room tenure --question "How long do they stay?"`

It writes the folder of the room, its folder of tests and its page from the files in `skeleton/`, enters one line in
`chapters.py` and one row in the README. The room asks a small honest question of the book until its author asks
another. All is written or nothing is.
"""

from __future__ import annotations

import argparse
import builtins
import keyword
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from string import Template

from crm_core import ask
from crm_core.chapters import CHAPTERS, Chapter, Page
from crm_core.documents import with_pages
from crm_core.language import Message

ROOT = Path(__file__).resolve().parents[1]
SKELETON = Path(__file__).with_name("skeleton")

MAX_NAME, MAX_QUESTION = 24, 80
"""Letters. A longer name outgrows its bar in the navigation, a longer question the title line of a phone."""
MAX_LINE = 120
"""The line length of the project (pyproject.toml)."""

USED_NAMES = frozenset({
    "answer", "captions", "draw", "figure", "frame", "measure", "method", "metrics", "money", "page", "pd", "pytest",
    "read", "reader", "result", "say", "st", "title",
})
"""What the files of a room and a page call other things."""
VAGUE_NAMES = frozenset({"common", "helper", "helpers", "manager", "misc", "util", "utils"})
"""Names of drawers for odds and ends: tests/house/test_rooms.py allows no file of these."""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 when the room is laid out, 2 when it is refused, with a sentence on standard error."""
    arguments = _parser().parse_args(words)
    title = arguments.title or arguments.name.replace("_", " ").capitalize()
    page = Page(arguments.name, Message(title), Message(arguments.question), arguments.icon)
    try:
        files = lay_out(page, chapter=arguments.chapter)
        write(files)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for path in sorted(files):
        print(path.relative_to(ROOT))
    print(f"\nIt answers:  python -m crm_core ask {page.name}\n"
          f"It passes:   python -m pytest -n 0 tests/rooms/{page.name} tests/house\n"
          "Still yours: its own question in place of the one it asks now, its answer in docs/programs.md, and in\n"
          "locale/es/LC_MESSAGES its title and question in Spanish (`make fix` lists them there, `make check` asks).")
    return 0


def lay_out(page: Page, *, chapter: str, root: Path = ROOT) -> dict[Path, str]:
    """Every file that the new room needs, new or changed, and its whole text. Writes nothing.

    Raises ValueError when the name, the words or the chapter will not do.
    """
    _refuse_name(page.name, root)
    _refuse_words(page)
    chapters = with_page(page, chapter)
    listed, readme = root / "crm_core" / "chapters.py", root / "README.md"
    room, tests = root / "crm_core" / "rooms" / page.name, root / "tests" / "rooms" / page.name
    places = {"test.py": tests / f"test_{page.name}.py", "page.py": root / "pages" / f"{page.name}.py",
              "es.po": root / "locale" / "es" / "LC_MESSAGES" / f"{page.name}.po"}
    values = {"name": page.name, "title": page.english_title, "question": page.english_question,
              "question_es": page.english_question,
              "result": "".join(part.capitalize() for part in page.name.split("_"))}
    files = {tests / "__init__.py": ""}
    for path in sorted(SKELETON.glob("*.txt")):
        files[places.get(path.stem, room / path.stem)] = Template(path.read_text("utf-8")).substitute(values)
    files[listed] = _with_line(listed.read_text("utf-8"), page, chapter)
    files[readme] = with_pages(readme.read_text("utf-8"), chapters)
    return files


def with_page(page: Page, chapter: str) -> tuple[Chapter, ...]:
    """The chapters with the page at the end of one of them. Raises ValueError for a chapter that is not there."""
    titles = [str(each.english_title) for each in CHAPTERS]
    if chapter not in titles:
        raise ValueError(f"There is no chapter {chapter!r}. Choose one of {', '.join(titles)}, or add it to "
                         "crm_core/chapters.py first.")
    return tuple(replace(each, pages=(*each.pages, page)) if each.english_title == chapter else each
                 for each in CHAPTERS)


def write(files: Mapping[Path, str]) -> None:
    """Write all of `files`, or leave everything as it was."""
    before = {path: path.read_bytes() for path in files if path.exists()}
    folders = [folder for folder in dict.fromkeys(path.parent for path in files) if not folder.exists()]
    try:
        for path, text in files.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
    except BaseException:
        for path in files:
            if path in before:
                path.write_bytes(before[path])
            else:
                path.unlink(missing_ok=True)
        for folder in folders:
            if folder.exists():
                folder.rmdir()
        raise


def _refuse_name(name: str, root: Path) -> None:
    if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", name) or len(name) > MAX_NAME:
        raise ValueError(f"{name!r} cannot name a room: write up to {MAX_NAME} small letters, words joined by _, such "
                         "as tenure or fee_waivers.")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or hasattr(builtins, name):
        raise ValueError(f"{name!r} is a word of Python itself; name the room after what it answers.")
    if name in USED_NAMES:
        raise ValueError(f"{name!r} is what rooms and pages call something else; name the room after what it answers.")
    if name in VAGUE_NAMES:
        raise ValueError(f"{name!r} says nothing of what the room answers; name it after that.")
    if name in ask.FORMER_NAMES:
        raise ValueError(f"{name!r} is what {ask.FORMER_NAMES[name]} was called before; scripts still ask for it so.")
    for folder, what in (("crm_core/rooms", "a room"), ("pages", "a page or a part of the pages"),
                         ("crm_core", "a module of crm_core"), ("tests/rooms", "a folder of tests")):
        for path in (root / folder / name, root / folder / f"{name}.py"):
            if path.exists():
                raise ValueError(f"There is already {what} called {name!r} ({path.relative_to(root)}).")


def _refuse_words(page: Page) -> None:
    if not page.english_question.endswith("?") or len(page.english_question) > MAX_QUESTION:
        raise ValueError(f"The question must end with a question mark and have at most {MAX_QUESTION} letters, as it "
                         "is the title of the page.")
    for what, text in (("question", page.english_question), ("title", page.english_title)):
        if not text.isprintable() or re.search(r'["\\|{}]', text) or text != text.strip():
            raise ValueError(f'The {what} must be one line without ", \\, |, {{ or }}.')
    if not re.fullmatch(r"[A-Z][\w ]*", page.english_title) or len(page.english_title) > MAX_NAME:
        raise ValueError(f"The title {str(page.english_title)!r} will not do: one to three words of at most {MAX_NAME} "
                         "letters, beginning with a capital.")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", page.icon):
        raise ValueError(f"{page.icon!r} is no Material symbol; they are written as in bar_chart.")


def _with_line(listed: str, page: Page, chapter: str) -> str:
    """The text of chapters.py with the page as the last of its chapter."""
    start = listed.index(f'    Chapter(N_("{chapter}"), (\n')
    end = listed.index("    )),\n", start)
    title, question = (f'N_("{text}")' for text in (page.english_title, page.english_question))
    line = f'        Page("{page.name}", {title}, {question}, "{page.icon}"),\n'
    if len(line) > MAX_LINE:
        line = f'        Page("{page.name}", {title},\n             {question}, "{page.icon}"),\n'
    return listed[:end] + line + listed[end:]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m crm_core.new_room", description="Lay out a new room and its page.")
    parser.add_argument("name", help="of the room and the page, such as tenure")
    parser.add_argument("--question", required=True, help="what the page answers, in a manager's words")
    parser.add_argument("--title", default="", help="of the page in the navigation (default: the name)")
    parser.add_argument("--icon", default="insights", help="a Material symbol (default: %(default)s)")
    parser.add_argument("--chapter", default="Customers",
                        help=f"one of {', '.join(each.english_title for each in CHAPTERS)} (default: %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
