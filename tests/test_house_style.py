"""How Clientela counts in words, and that its figures keep the house's rules."""

import tomllib
from pathlib import Path

import pytest

from crm_core import amounts, ticks
from crm_core import house_style as style
from crm_core.language import in_language

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(("amount", "words"), [
    (1_234_567, "€1.2M"), (34_500, "€34.5K"), (345_678, "€346K"), (345, "€345"), (0, "€0"),
    (0.4, "€0.40"), (4.2, "€4.20"), (4.0, "€4"),
    (9.996, "€10"), (34.5, "€34"), (0.004, "<€0.01"), (-0.004, ">−€0.01"), (1.2e12, "€1.2T"), (1.2e15, "€1,200T"),
    (-1_234_567, "−€1.2M"), (999_949, "€1.0M"), (999.7, "€1.0K"), (12_345_678_901, "€12.3B"), (None, "–"),
    (990_040_158, "€990M"), (float("nan"), "–"), (99_960, "€100K"), (-0.2, "−€0.20"),
])
def test_money_in_short_has_three_figures_at_most(amount, words):
    assert amounts.Money("EUR").short(amount) == words


def test_a_currency_without_a_symbol_is_written_with_its_code():
    assert amounts.Money("CZK").full(34_500) == "CZK 34,500"
    assert amounts.Money("CZK").full(-34_500.5, decimals=2) == "−CZK 34,500.50"
    assert amounts.Money("CZK").short(1_200_000) == "CZK 1.2M"


@pytest.mark.parametrize(("share", "words"), [
    (0.775, "77.5%"), (0.2, "20%"), (0, "0%"), (1, "100%"), (0.0004, "<0.1%"), (0.9997, ">99.9%"),
    (1 - 2e-16, "100%"), (1 - 1e-9, ">99.9%"),
    (-0.0004, ">−0.1%"), (-0.031, "−3.1%"), (1.28, "128%"), (None, "–"),
])
def test_a_share_never_rounds_to_nothing_or_to_the_whole(share, words):
    assert amounts.percent(share) == words


def test_changes_carry_their_sign():
    assert amounts.change(0.034) == "+3.4%"
    assert amounts.change(-0.034) == "−3.4%"
    assert amounts.change(0.0) == amounts.change(-0.0002) == "0%"
    assert amounts.against(110, 100) == "+10%"
    assert amounts.against(110, None) == amounts.against(110, -5) == ""
    assert amounts.points(-0.012) == "−1.2 points"
    assert amounts.points(0.0004) == "0 points"
    assert amounts.points(-0.0101) == "−1 point"
    with in_language("es"):
        assert amounts.points(0.01) == "+1 punto"


def test_a_figure_with_too_many_points_is_refused():
    many = range(style.MAX_POINTS + 1)
    with pytest.raises(ValueError, match="thin it to 500"):
        style.figure([style.line(many, many)], x=style.axis(), y=style.axis())


def test_an_id_that_looks_like_a_number_stays_an_id():
    drawn = style.figure(
        [style.bars([1, 2], ["74", "N"], orientation="h")], x=style.axis(),
        y=style.axis(type="category", tickvals=["74", "N"], ticktext=["Praha", "Norte"]),
        annotations=[style.note(1, "74", "a"), style.note(0, 1, "b", yref="paper")])
    ids = list(drawn.layout.yaxis.tickvals)
    assert ids == list(drawn.data[0].y) == ["74\u2060", "N"]
    assert [each.y for each in drawn.layout.annotations] == ["74\u2060", 1]


def test_colours_are_placeholders_on_screen_and_plain_colours_in_print():
    drawn = style.figure([style.line([0, 1], [0, 1], fillcolor=style.SOFT), style.bars([0], [1], [style.ALERT])],
                         x=style.axis("Customers"), y=style.axis(), annotations=[style.note(0, 1, "all")]).to_json()
    assert style.ACCENT in drawn
    assert style.ALERT in drawn
    printed = style.resolve(drawn)
    assert not any(token in printed for token in style.PRINT)
    assert style.PRINT[style.ACCENT] in printed


def test_print_colours_are_the_light_theme():
    light = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]["light"]
    assert [style.PRINT[token] for token in style.SEQ] == light["chartSequentialColors"]
    categories = light["chartCategoricalColors"]
    by_role = [style.PRINT[token] for token in (style.ACCENT, style.ALERT, style.MUTED)]
    assert [categories[0], categories[1], categories[9]] == by_role
    assert (style.PRINT[style.INK], style.PRINT[style.BG]) == (light["textColor"], light["backgroundColor"])


def test_the_placeholders_are_the_ones_streamlit_replaces():
    theme = pytest.importorskip("streamlit.elements.lib.streamlit_plotly_theme")
    categories = (theme.CATEGORY_0, theme.CATEGORY_1, theme.CATEGORY_9)
    assert categories == (style.ACCENT, style.ALERT, style.MUTED)
    assert (style.SEQ[0], style.SEQ[9]) == (theme.SEQUENTIAL_0, theme.SEQUENTIAL_9)
    greys = (theme.GRAY_70, theme.GRAY_90, theme.BG_COLOR, theme.FADED_TEXT_05)
    assert greys == (style.TEXT, style.INK, style.BG, style.GRID)


def test_a_long_name_is_shortened_and_a_short_one_is_not():
    assert style.shortened("Charles Schwab Premier Bank, SSB") == "Charles Schwab Premier…"
    assert len(style.shortened("x" * 99)) == 24
    assert style.shortened("Caja Montesol") == "Caja Montesol"


@pytest.mark.parametrize(("high", "words"), [
    (4, ["0", "1", "2", "3", "4"]), (1, ["0", "1"]), (0, ["0"]), (2, ["0", "1", "2"]), (9, ["0", "2", "4", "6", "8"]),
    (18_860, ["0", "5K", "10K", "15K"]), (4e6, ["0", "1M", "2M", "3M", "4M"]), (float("nan"), ["0"])])
def test_customers_on_an_axis_are_whole_and_never_milli(high, words):
    assert ticks.count_ticks(high)["ticktext"] == words


def test_an_axis_without_ticks_of_its_own_has_no_si_letters():
    assert style.axis()["exponentformat"] == "none"
    assert style.axis(tickformat=".0%")["tickformat"] == ".0%"


@pytest.mark.parametrize(("low", "high"), [(0, 0.3), (-0.02, 0.01), (0, 3), (-250, 999), (0, 1.2e9)])
def test_ticks_of_money_differ_from_each_other(low, high):
    marks = ticks.money_ticks(low, high, amounts.Money("EUR"))
    assert len(set(marks["ticktext"])) == len(marks["tickvals"]) > 1
