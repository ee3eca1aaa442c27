"""The browser's history: whether this run was asked for by its back or forward button."""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def went_back() -> bool:
    """Whether the reader went back or forward to the address of this run. Streamlit tells it to its own alone."""
    context = get_script_run_ctx()
    return context is not None and bool(context.is_history_navigation)
