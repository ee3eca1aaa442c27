"""The box and the slider of a threshold, under fingers that are faster than the page."""

from __future__ import annotations

from tests.browser.test_app import link_in

KEYS = ("ArrowDown", "Enter", "Tab", "3", "0", "0", "Enter")
"""From the list of methods to 300 premium customers."""


def test_seven_keys_ask_for_300_premium_customers_and_no_quick_key_is_lost(server, visitor):
    visitor.open(f"{server}/tiers")
    tab = visitor.page
    box = tab.get_by_role("spinbutton", name="Premium, customers")
    tab.locator(".st-key-tiers-how input").focus()
    for key in KEYS:
        if key == "Tab":
            box.wait_for()
            visitor.ready()
        tab.keyboard.press(key)
    tab.wait_for_url(lambda url: link_in(url)["set"].get("top_count") == 300)
    box.focus()
    for _ in range(8):
        tab.keyboard.press("ArrowUp")
    tab.wait_for_url(lambda url: link_in(url)["set"].get("top_count") == 308)
    tab.get_by_role("slider", name="Premium, customers").focus()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    tab.wait_for_url(lambda url: link_in(url)["set"].get("top_count") == 450)
    # 350, 400 and 450 after 300, the stop nearest to 308: one value in both, as soon as what came is drawn
    tab.wait_for_function("box => box.value === '450'", arg=box.element_handle())
