"""A scheme as a short text that a link can hold: its JSON, compressed."""

from __future__ import annotations

import base64
import binascii
import zlib

from crm_core.language import _
from crm_core.rooms.tiers.scheme.json_text import MAX_TEXT_LENGTH, from_json, to_json
from crm_core.rooms.tiers.scheme.refusal import SchemeRefused
from crm_core.rooms.tiers.scheme.scheme import Scheme

_BYTES_A_CHARACTER = 4


def packed(scheme: Scheme) -> str:
    """A fifth of the scheme's JSON or less, in letters that no address changes. `unpacked` gives the scheme back."""
    return base64.urlsafe_b64encode(zlib.compress(to_json(scheme).encode(), 9)).decode().rstrip("=")


def unpacked(text: str) -> Scheme:
    """The scheme in a text of `packed`. Raises SchemeRefused for anything else; never takes more memory than a scheme
    may have."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        written = zlib.decompressobj().decompress(content, MAX_TEXT_LENGTH * _BYTES_A_CHARACTER)
        return from_json(written.decode())
    except (binascii.Error, zlib.error, ValueError) as error:
        raise SchemeRefused(_("The scheme in the link cannot be read. Open the page Tiers and come back from "
                              "there.")) from error
