"""The provider of the sign-in tests. Its tokens are wrong in the way that a file names (`signature`, `issuer`,
`expired`), and right while it is empty.

    python -m tests.browser.wrong_provider FILE [what oidc_provider_mock takes]
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from authlib import jose
from oidc_provider_mock import __main__, _app

FAULT = Path(sys.argv.pop(1))
_right = _app.OpenIDCode.get_jwt_config


def wrong(self: Any, *asked: Any, **named: Any) -> dict[str, Any]:
    config, fault = _right(self, *asked, **named), FAULT.read_text()
    if fault == "signature":
        other = jose.RSAKey.generate_key(is_private=True).as_dict(is_private=True)
        return config | {"key": other | {"kid": config["key"]["kid"]}}
    return config | {"": {}, "issuer": {"iss": "https://elsewhere.example"}, "expired": {"exp": -3600}}[fault]


_app.OpenIDCode.get_jwt_config = wrong
__main__.run()
