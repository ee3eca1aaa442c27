"""What the machine says of a fault, in the reader's language: of disks, packed files, texts and TOML.

Python and the operating system speak English in the middle of a Spanish sentence. What comes up has words of ours here;
of anything else the machine's own are better than none for who runs the program.
"""

from __future__ import annotations

import errno
import gzip
import re
import tomllib
import zlib

from crm_core.language import N_, _

_OF_NUMBERS = {
    errno.EACCES: N_("the rights for it are missing"),
    errno.EPERM: N_("the rights for it are missing"),
    errno.EROFS: N_("what it lies on may only be read"),
    errno.ENOENT: N_("it is not there"),
    errno.EEXIST: N_("something of this name is there already"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of its path is no folder"),
    errno.ENOSPC: N_("there is no room left on the disk"),
    errno.EDQUOT: N_("this user's share of the disk is used up"),
    errno.EIO: N_("the disk does not give it back"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENAMETOOLONG: N_("its name is too long"),
}
_PLACE = re.compile(r"at line (\d+), column (\d+)\)$")


def words_of(error: BaseException) -> str:
    """What is wrong, to stand in the middle of a sentence."""
    if isinstance(error, UnicodeDecodeError):
        return _("byte {place} is no text in {encoding}", place=str(error.start + 1), encoding=error.encoding.upper())
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return _("what is packed in it is damaged or cut off")
    if isinstance(error, tomllib.TOMLDecodeError):
        place = _PLACE.search(str(error))
        return _("line {line}, column {column}, is not understood", line=place[1],
                 column=place[2]) if place else _("its end is missing")
    if isinstance(error, OSError) and error.errno in _OF_NUMBERS:
        return _(_OF_NUMBERS[error.errno])
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
