"""What the documents take from the code: the tables of pages of both READMEs, the index of decisions, the contract.

`python -m crm_core.documents` writes them again; with `--check` it changes nothing and says which are out of date.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from crm_core.chapters import CHAPTERS, Chapter
from crm_core.contract_page import as_markdown
from crm_core.language import current, in_language

ROOT = Path(__file__).resolve().parents[1]

_HEADS = {"en": "| chapter | page | question |", "es": "| capítulo | página | pregunta |"}
_PAGE_TABLE = re.compile(rf"^(?:{'|'.join(map(re.escape, _HEADS.values()))})\n(?:\|.*\n)+", re.MULTILINE)
_DECISION = re.compile(r"^## (\d+)\. (.+)\n(.+)", re.MULTILINE)
_INDEX = re.compile(r"^\| decision \| in a line \|\n(?:\|.*\n)+", re.MULTILINE)
_SENTENCE = re.compile(r"(.+?[.?!])(?=\s|$)")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")


def page_table(chapters: Sequence[Chapter] = CHAPTERS) -> str:
    """The pages in their chapters, each with its question, as a Markdown table."""
    rows = [f"| {chapter.title} | {page.title} | {page.question} |\n" for chapter in chapters for page in chapter.pages]
    return "".join([f"{_HEADS[current()]}\n", "|---|---|---|\n", *rows])


def decision_index(decisions: str) -> str:
    """Number and title of each decision, linked, beside the first sentence of its reason, as a Markdown table."""
    rows = [f"| [{number}. {title}](#{_anchor(f'{number}. {title}')}) | {_first_sentence(reason)} |\n"
            for number, title, reason in _DECISION.findall(decisions)]
    return "".join(["| decision | in a line |\n", "|---|---|\n", *rows])


def with_pages(readme: str, chapters: Sequence[Chapter] = CHAPTERS) -> str:
    """The README with its table of pages made anew. Raises ValueError when it has no such table."""
    return _replaced(_PAGE_TABLE, readme, page_table(chapters), "README.md has no table of chapters, pages, questions.")


def with_index(decisions: str) -> str:
    """The decisions with their index made anew. Raises ValueError when they have none."""
    return _replaced(_INDEX, decisions, decision_index(decisions), "docs/decisions.md has no index of decisions.")


def out_of_date(root: Path = ROOT) -> dict[Path, str]:
    """The documents that no longer are what the code makes of them, and what they should be."""
    readme, decisions, columns = (root / name for name in ("README.md", "docs/decisions.md", "docs/contract.md"))
    spanish = root / "README.es.md"
    with in_language("es"):
        made = {spanish: with_pages(spanish.read_text("utf-8"))}
    made |= {readme: with_pages(readme.read_text("utf-8")), decisions: with_index(decisions.read_text("utf-8")),
            columns: as_markdown()}
    return {path: text for path, text in made.items() if path.read_text("utf-8") != text}


def _replaced(pattern: re.Pattern[str], text: str, table: str, problem: str) -> str:
    replaced, times = pattern.subn(lambda _: table, text)
    if times != 1:
        raise ValueError(problem)
    return replaced


def _anchor(heading: str) -> str:
    """The address that GitHub gives a heading."""
    return _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")


def _first_sentence(reason: str) -> str:
    match = _SENTENCE.match(reason)
    return (match.group(1) if match else reason).replace("|", r"\|")


def main(words: Sequence[str], *, root: Path = ROOT) -> int:
    """Write what is out of date, or with `--check` only name it. Returns 1 when a check finds anything."""
    stale = out_of_date(root)
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(root)} is out of date: run make fix.", file=sys.stderr)
        return int(bool(stale))
    for path, text in stale.items():
        path.write_text(text, "utf-8")
        print(f"{path.relative_to(root)} written again")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
