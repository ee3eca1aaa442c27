"""`python -m crm_core propose FOLDER`: a recipe for files that nobody has described, and what only a person can say."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from crm_core import CannotAnswer
from crm_core.language import _


def add_propose(commands: Any, command: Callable[..., argparse.ArgumentParser]) -> None:
    """The command. `command(commands, name, run, purpose)` adds it."""
    propose = command(commands, "propose", _propose, _("propose a mapping.toml for files, with what is left to decide"))
    propose.add_argument("folder", type=Path, help=_("where the files are, or one file; they are read and not changed"))
    propose.add_argument("--write", action="store_true", help=_("write it beside the files"))
    propose.add_argument("--force", action="store_true", help=_("with --write: replace a mapping.toml that is there"))


def _propose(arguments: argparse.Namespace) -> None:
    from crm_core.intake.desk.previews import preview
    from crm_core.intake.desk.proposal import propose
    from crm_core.intake.desk.recipe import read_recipe, recipe_path, write_recipe

    folder = arguments.folder
    path = recipe_path(folder)
    if arguments.write and path.exists() and not arguments.force:
        raise CannotAnswer(_("{path} is there already. Add --force to replace it; without --write the proposal is only "
                             "printed, and keeps what it says.", path=path))
    given = read_recipe(folder)
    tables = preview(folder, given)
    proposal = propose(tables, given)
    remarks = [*_refusals(tables), *_to_decide(proposal.questions)]
    if arguments.write:
        print(write_recipe(folder, proposal.recipe, remarks))
        for line in remarks:
            print(f"  {line}")
    else:
        print("".join(f"# {line}\n" for line in remarks) + ("\n" if remarks else "") + proposal.recipe.toml(), end="")


def _refusals(tables: Sequence[Any]) -> Iterator[str]:
    for table in tables:
        if table.refusal:
            yield _("Not read: {reason}", reason=table.refusal)


def _to_decide(questions: Sequence[str]) -> Iterator[str]:
    for question in questions:
        yield _("To decide: {question}", question=question)
