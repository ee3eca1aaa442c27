"""argparse's own words: Spanish where Spanish is spoken, its own again afterwards, and none that was overlooked."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_core.command_line import _parser, main
from crm_core.language import LANGUAGES, _, argparse_translated, in_language
from crm_core.language.argparse_words import MESSAGES
from tests.two_languages import untranslated

_TO_PROGRAMMERS = re.compile(r"argument for positionals|callable|not defined|subparser|groups are named|dest=|"
                             r"conflict_resolution|must be optional|option string|can't open|with mode")
"""What argparse says only to whoever writes a command line, not to whoever types one."""


def help_texts(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The help of a parser and of all commands below it, each once."""
    yield parser.format_help()
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in {id(each): each for each in action.choices.values()}.values():
                yield from help_texts(command)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_help_in_both_languages(language):
    with in_language(language), argparse_translated():
        texts = list(help_texts(_parser()))
    assert len(texts) > 20
    assert {text.split()[0] for text in texts} == {"usage:" if language == "en" else "uso:"}
    assert any("5%)" in text.replace("\u00a0", "") for text in texts)


def test_the_help_has_no_word_of_english_left():
    """But the names of options and their values, which are typed."""
    names = re.compile(r"\{[^}]*\}|--[\w-]+(?: [A-Z_]+)?|-h|python -m crm_core[\w ]*|^ {2,4}[a-z_]+(?:, [a-z_]+)*\b"
                       r"|\([a-z_, ]+\)|\[|\]|\.\.\.|^usage.*?\n\n", re.MULTILINE | re.DOTALL)
    with in_language("zz"), argparse_translated():
        left = {untranslated(names.sub(" ", _without_usage(text))) for text in help_texts(_parser())}
    assert left == {""}


def _without_usage(text: str) -> str:
    return text.partition("\n\n")[2]


@pytest.mark.parametrize(("words", "told"), [
    (["--lang", "es"], "error: faltan argumentos obligatorios: COMANDO"),
    (["--lang", "es", "ask", "nothing"], "argumento PREGUNTA: opción no válida: 'nothing' (elija entre 'overview'"),
    (["ask", "pareto", "--lang", "es", "--top", "x"], "error: argumento --top: valor no válido: 'x'"),
    (["--lang", "es", "ask", "pareto", "--foo"], "error: argumentos no reconocidos: --foo"),
    (["ask", "pareto", "--foo"], "error: unrecognized arguments: --foo"),
])
def test_a_wrong_word_is_refused_in_the_language_asked_for(words, told, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert told in capsys.readouterr().err


def test_argparse_speaks_as_before_afterwards():
    before = vars(argparse)["_"]
    with in_language("es"), argparse_translated():
        assert vars(argparse)["_"] is _
    assert vars(argparse)["_"] is before


def test_everything_that_this_python_says_to_a_user_is_translated():
    source = Path(argparse.__file__).read_text("utf-8")
    messages = {text.encode().decode("unicode_escape") for text in re.findall(r"\b_\(\s*'((?:[^'\\]|\\.)*)'", source)}
    assert {text for text in messages if not _TO_PROGRAMMERS.search(text)} <= set(MESSAGES)
