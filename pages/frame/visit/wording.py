"""Words as Streamlit takes them: text that stands as it is, and numbers written in a link."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$]|:(?=[A-Za-z]))")
"""A colon before a letter begins a directive: `:red`."""
_BREAKS = re.compile(r"(?<=\d) (?=%)|(?<=[A-Z]{3}) (?=\d)")
_MADE_OF = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\w)(?=@\w)|(?<=[-<>=~])(?=[->=])", re.IGNORECASE)
"""Where Streamlit is kept from making a link or an arrow, whatever is escaped: `https://`, `www.`, `a@b`, `->`."""
_APART = "\u200c"
"""Nobody sees it. A word joiner would do for links, but the font makes its arrow across one."""
_FEW_DIGITS = re.compile(r"[0-9]{1,3}")


def escape(text: str) -> str:
    """Text that Streamlit shows as it stands: names from a bank's files are no markdown and no links, figures do not
    break."""
    return _MARKDOWN.sub(r"\\\1", _MADE_OF.sub(_APART, _BREAKS.sub("\u00a0", text)))


def few_digits(text: str) -> int | None:
    """A whole number of up to three digits; None for anything else."""
    return int(text) if _FEW_DIGITS.fullmatch(text) else None
