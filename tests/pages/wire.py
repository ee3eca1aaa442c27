"""A visitor without a browser: speaks to a real server over its socket and by HTTP, and keeps every byte that comes.

A browser sends what its page offers; this one may send anything.
"""

from __future__ import annotations

import contextlib
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, generate_xsrf_token_string
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.browser.conftest import free_port, serving
from tests.pages.unpacked import unpacked

LONGEST = 120.0
COOKIE_SECRET = "a secret of these tests, of enough letters"
SECRETS = """[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{secret}"
client_id = "clientela"
client_secret = "secret"
server_metadata_url = "{app}/no/provider"
"""


@contextlib.contextmanager
def serving_who_signs_in(folder: Path) -> Iterator[str]:
    """The app with the books of `folder`, where these visitors can sign in without a provider; gives its address."""
    port, file = free_port(), folder / "secrets.toml"
    file.write_text(SECRETS.format(app=f"http://127.0.0.1:{port}", secret=COOKIE_SECRET))
    with serving(folder, "--secrets.files", str(file), port=port) as app:
        yield app


@contextlib.contextmanager
def visiting(app: str) -> Iterator[Callable[..., Wire]]:
    """`come("eva@…", "pareto")` → a visit that has opened this page of the app; all end together."""
    with contextlib.ExitStack() as visits:

        def come(email: str, page: str, query: str = "", **claims: Any) -> Wire:
            visit = Wire(app, email, **claims)
            visits.callback(visit.close)
            return visit.go(page, query)

        yield come


class Wire:
    """One visit. `email` is who is signed in, empty for nobody; `claims` is what the provider says beside."""

    def __init__(self, app: str, email: str = "", **claims: Any) -> None:
        self.app, self.received, self.drawn = app, [], []
        self.email, self._claims = email, claims
        self._token = generate_xsrf_token_string()
        self._open = contextlib.ExitStack()
        self._socket = self._open.enter_context(connect(
            app.replace("http", "ws") + "/_stcore/stream", origin=app, max_size=None,
            subprotocols=[Subprotocol("streamlit"), Subprotocol(self._token)],
            additional_headers={"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies().items())}))
        self.page, self.states, self._asked, self._session = "", {}, 0, ""

    def _cookies(self) -> dict[str, str]:
        cookies = {"_streamlit_xsrf": self._token}
        if self.email:
            said = {"origin": self.app, "is_logged_in": True, "email": self.email, "sub": self.email,
                    "iat": int(time.time())} | self._claims
            name = "_streamlit_user"
            cookies[name] = create_signed_value(COOKIE_SECRET, name, json.dumps(said)).decode()
        return cookies

    def close(self) -> None:
        """End the visit."""
        self._open.close()

    def go(self, page: str, query: str = "") -> Wire:
        """Open a page of the app at an address."""
        self.page, self.states = "" if page == "overview" else page, {}
        return self._run(query)

    def send(self, values: dict[str, Any]) -> Wire:
        """Give controls values, by the ends of their keys; True presses a button."""
        found = {key: self.control(key) for key in values}
        return self.send_raw({each.id: (FIELDS[kind], values[key]) for key, (kind, each) in found.items()})

    def send_raw(self, states: dict[str, tuple[str, Any]]) -> Wire:
        """Give controls values by their ids, with the field of each, whatever they are."""
        self.states |= states
        return self._run()

    def _run(self, query: str = "") -> Wire:
        asked = BackMsg()
        asked.rerun_script.page_name, asked.rerun_script.query_string = self.page, query
        asked.rerun_script.context_info.url = f"{self.app}/{self.page}"
        for name, (field, value) in self.states.items():
            state = asked.rerun_script.widget_states.widgets.add(id=name)
            if isinstance(value, list):
                getattr(state, field).data.extend(value)
            else:
                setattr(state, field, value)
        self.states = {name: state for name, state in self.states.items() if "trigger" not in state[0]}
        self.drawn = []
        self._socket.send(asked.SerializeToString())
        self._until("script_finished")
        return self

    def _until(self, kind: str) -> ForwardMsg:
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            told = self._next(deadline - time.monotonic())
            if told.WhichOneof("type") == "delta" and told.delta.WhichOneof("type") == "new_element":
                self.drawn.append(told.delta.new_element)
            if told.WhichOneof("type") == kind and told.script_finished in (
                    ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY):
                return told
        raise TimeoutError(kind)

    def _next(self, seconds: float) -> ForwardMsg:
        content = self._socket.recv(timeout=seconds)
        self.received.append(content)
        told = ForwardMsg()
        told.ParseFromString(content)
        self._session = told.new_session.initialize.session_id or self._session
        return told

    def controls(self) -> list[tuple[str, Any]]:
        """What is drawn and can be moved or pressed, with its kind."""
        drawn = [(kind, getattr(element, kind)) for element in self.drawn if (kind := element.WhichOneof("type"))]
        return [(kind, each) for kind, each in drawn if getattr(each, "id", "")]

    def control(self, key: str) -> tuple[str, Any]:
        """The one whose key ends so."""
        return next((kind, each) for kind, each in self.controls() if each.id.endswith(key))

    def downloads(self) -> list[Any]:
        """The buttons that offer files."""
        return [each for kind, each in self.controls() if kind == "download_button"]

    def files(self) -> list[bytes]:
        """The files behind them, as they come by HTTP."""
        return [content for button in self.downloads() if (content := self.file(button)) is not None]

    def file(self, button: Any) -> bytes | None:
        """The file behind a button; None where the server gives none."""
        url = button.url
        if button.HasField("deferred_file_id"):
            self._asked += 1
            asked = BackMsg()
            asked.backend_operation_request.request_id = str(self._asked)
            asked.backend_operation_request.session_id = self._session
            asked.backend_operation_request.deferred_file.file_id = button.deferred_file_id
            self._socket.send(asked.SerializeToString())
            while True:
                told = self._next(LONGEST)
                if told.WhichOneof("type") == "backend_operation_response":
                    break
            url = told.backend_operation_response.deferred_file.url
        if not url:
            return None
        status, content = self.get(url)
        return content if status == 200 else None

    def get(self, path: str) -> tuple[int, bytes]:
        """What HTTP answers, without any cookie."""
        with contextlib.ExitStack() as answers:
            try:
                answer = answers.enter_context(urllib.request.urlopen(self.app + path, timeout=LONGEST))
                status, content = answer.status, answer.read()
            except urllib.error.HTTPError as refused:
                status, content = refused.code, refused.read()
        self.received.append(unpacked(content))
        return status, content

    @property
    def text(self) -> str:
        """All that came so far, files unpacked."""
        return b"\n".join(self.received).decode("utf-8", "ignore")

    @property
    def words(self) -> str:
        """What the latest run wrote in words."""
        return " ".join(element.markdown.body if element.WhichOneof("type") == "markdown" else
                        element.alert.body if element.WhichOneof("type") == "alert" else
                        element.heading.body for element in self.drawn
                        if element.WhichOneof("type") in ("markdown", "alert", "heading"))


FIELDS = {
    "button": "trigger_value", "checkbox": "bool_value", "selectbox": "string_value", "text_input": "string_value",
    "text_area": "string_value", "multiselect": "string_array_value", "button_group": "string_array_value",
    "radio": "string_value", "slider": "double_array_value", "number_input": "double_value",
}
