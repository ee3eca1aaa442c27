"""What the machine says of a fault, in the reader's language and short enough for the middle of a sentence."""

from __future__ import annotations

import errno
import gzip
import io
import os
import tomllib
from pathlib import Path

import pytest

from crm_core.language import in_language
from crm_core.machine_words import words_of


def raised(what):
    with pytest.raises(Exception) as caught:  # noqa: PT011 each is told apart below by its words
        what()
    return caught.value


@pytest.mark.parametrize(("what", "english", "spanish"), [
    (lambda: Path("/proc/nowhere").read_bytes(), "it is not there", "no está ahí"),
    (lambda: Path("/proc").read_bytes(), "it is a folder", "es una carpeta"),
    (lambda: Path("/proc/self/status/x").read_bytes(), "a part of its path is no folder",
     "una parte de la ruta no es una carpeta"),
    (lambda: Path("/", "x" * 300).read_bytes(), "its name is too long", "su nombre es demasiado largo"),
    (lambda: Path("/dev/full").write_text("x"), "there is no room left", "no queda espacio en el disco"),
    (lambda: "señor".encode("latin-1").decode("utf-8"), "byte 3 is no text in UTF-8", "el byte 3 no es texto en UTF-8"),
    (lambda: gzip.decompress(gzip.compress(b"rows" * 99)[:-9]), "is damaged or cut off", "está dañado o cortado"),
    (lambda: gzip.GzipFile(fileobj=io.BytesIO(b"no gzip")).read(), "is damaged or cut off", "está dañado o cortado"),
    (lambda: tomllib.loads("a = 1\nb == 2"), "line 2, column 4, is not understood", "no se entiende la línea 2"),
    (lambda: tomllib.loads('a = "b'), "its end is missing", "le falta el final"),
])
def test_a_fault_that_comes_up_has_words_in_both_languages(what, english, spanish):
    error = raised(what)
    assert english in words_of(error)
    with in_language("es"):
        assert spanish in words_of(error)


def test_of_any_other_fault_the_machine_has_the_word():
    assert words_of(OSError(errno.EXDEV, os.strerror(errno.EXDEV))) == "Invalid cross-device link"
    assert words_of(ValueError("first line\nsecond line")) == "first line"
    assert words_of(ValueError()) == "ValueError"
