"""Messages: looked up by their English, filled with text, in the form that the amount asks for."""

from __future__ import annotations

import re
import threading

import pytest

from crm_core.language import N_, _, current, in_language, ngettext, pgettext, speak
from crm_core.language.extraction import ROOT, faults, messages
from crm_core.vocabulary import counted, measure_noun


def test_english_stands_in_the_code():
    assert _("{share} of {measure}", share="20%", measure="balance") == "20% of balance"
    assert ngettext("{count} customer", "{count} customers", 1) == "1 customer"
    assert ngettext("{count} customer", "{count} customers", 1204) == "1,204 customers"


def test_spanish_stands_in_the_catalogue():
    with in_language("es"):
        assert _("Where do we stand?") == "¿Cuál es nuestra situación?"
        assert [counted("branches", 1), counted("customers", 1204)] == ["1 oficina", "1.204 clientes"]
        assert pgettext("button", "Share") == "Compartir"
        assert _("Share") == "Porcentaje"
    assert current() == "en"


def test_an_article_contracts_only_where_it_is_the_article():
    with in_language("es"):
        assert _("20 % de {measure}", measure=measure_noun("balance")) == "20 % del saldo"
        assert _("Frente a {measure}, {measure}", measure=measure_noun("balance")) == "Frente al saldo, el saldo"
        assert _("La oficina de {name}", name="El Ejido") == "La oficina de El Ejido"
        assert _("20 % de {measure}", measure=measure_noun("contribution")) == "20 % de la contribución"


def test_a_message_that_has_no_translation_stays_english():
    with in_language("es"):
        assert _("Nothing of the kind is in the catalogue") == "Nothing of the kind is in the catalogue"


def test_names_with_braces_are_text():
    with in_language("es"):
        assert _("Open {page}", page="{0} {x}") == "Abrir {0} {x}"


def test_the_pseudo_language_brackets_every_message():
    with in_language("zz"):
        assert _("Open {page}", page="x") == "⟦Open x⟧"
        assert ngettext("{count} customer", "{count} customers", 2) == "⟦2 customers⟧"


def test_a_language_is_that_of_its_thread():
    heard = []
    with in_language("es"):
        thread = threading.Thread(target=lambda: heard.append(current()))
        thread.start()
        thread.join()
    assert heard == ["en"]


def test_a_language_there_is_not_is_refused():
    with pytest.raises(ValueError, match="'fr' is not known; choose one of en, es"):
        speak("fr")


def test_a_marked_constant_is_text_until_it_is_shown():
    label = N_("Where do we stand?")
    assert label == "Where do we stand?"
    with in_language("es"):
        assert _(label) == "¿Cuál es nuestra situación?"


def test_every_message_is_translated_none_is_stale_and_all_have_their_places():
    assert faults("es") == []


def test_a_message_is_a_plain_string_where_the_extraction_finds_it():
    """An f-string is no message, and a message inside an f-string is not found."""
    dynamic = re.compile(r"""\b(?:_|N_|n?p?gettext)\(\s*f["']|\bf"[^"\n]*\{_\(['"]|\bf'[^'\n]*\{_\(['"]""")
    found = [f"{path.relative_to(ROOT)}: {match.group()}" for folder in ("crm_core", "pages")
             for path in (ROOT / folder).rglob("*.py") for match in dynamic.finditer(path.read_text("utf-8"))]
    assert found == []


def test_a_room_has_its_own_catalogue_and_what_rooms_share_is_common():
    found = messages()
    assert (None, "Where do we stand?") in found["common"]
    assert all((None, "Where do we stand?") not in found[name] for name in found if name != "common")


def test_spanish_sets_its_percent_apart_from_the_figure():
    """As `amounts.percent` does: both stand in the same sentence."""
    written = [text.removeprefix("msgstr ") for path in sorted((ROOT / "locale" / "es").rglob("*.po"))
               for text in re.findall(r'^msgstr.*(?:\n".*)*', path.read_text(encoding="utf-8"), re.MULTILINE)]
    assert len(written) > 1_000
    assert not [text for text in written if re.search(r"\d%", text)]
