"""A page on paper, measured in the visit that is there already: laid out for print in the width of a sheet."""

from __future__ import annotations

from pages.frame.styling.styles import colours_on_paper
from tests.browser.conftest import Visitor

SHEETS = {"portrait": ((1440, 1800), {"A4": 703, "Letter": 725}),
          "landscape": ((1440, 900), {"A4 lying": 1032, "Letter lying": 965})}
"""A window of that shape, and the widths of sheets in pixels within margins of 12 mm."""
OUTSIDE = """sheets => {
    const app = document.querySelector('[data-testid=stApp]'), found = {};
    const seen = each => each.checkVisibility({visibilityProperty: true}) && each.getBoundingClientRect().width > 0;
    const name = each => each.dataset.testid || each.className || each.tagName;
    const of = (where, what) => [...document.querySelectorAll(where)].filter(seen).map(each => `${what} ${name(each)}`);
    dispatchEvent(new Event('beforeprint'));
    for (const [sheet, width] of Object.entries(sheets)) {
        app.style.width = `${width}px`;
        const edge = app.getBoundingClientRect().left + width;
        const wide = [...document.querySelectorAll('[data-testid=stMain] *:not(svg *)')].filter(seen)
            .filter(each => each.getBoundingClientRect().right > edge + 1).map(each => `wide ${name(each)}`);
        const cut = [...document.querySelectorAll('[data-testid=stPlotlyChart] .main-svg')].filter(picture => {
            const drawn = picture.viewBox.baseVal, shown = picture.getBoundingClientRect();
            return !drawn || Math.abs(shown.width / drawn.width - shown.height / drawn.height) > 0.02;
        }).map(() => 'chart that is cut instead of scaled');
        found[sheet] = [
            ...wide, ...cut, ...of('[data-testid=stApp] :is(input, select, textarea, a, [role=slider])', 'control'),
            ...of('[data-testid=stApp] button:not(.st-key-basis *)', 'control'),
            ...of('[data-testid=stSidebar], [data-testid=stHeader], [data-testid=stElementToolbar]', 'frame'),
            ...of('[data-testid=stDataFrame] canvas', 'picture of a table'),
            ...(seen(document.querySelector('h1')) ? [] : ['no title'])].slice(0, 5);
    }
    app.style.width = '';
    dispatchEvent(new Event('afterprint'));
    return Object.fromEntries(Object.entries(found).filter(([, outside]) => outside.length));
}"""
"""By sheet: what is wider than it, what could only be pressed, and tables that are pictures of a window.

All at one go, as a browser prints: nothing is drawn anew between the change of the width and what is measured.
"""
COLOURS = """() => {
    const colours = () => {
        const drawn = [...document.querySelectorAll('[data-testid=stPlotlyChart] svg [style]')]
            .flatMap(each => each.getAttribute('style').match(/(?<=rgba?\\()\\d+, \\d+, \\d+/g) ?? []);
        const words = [...document.querySelectorAll('[data-testid=stMain] :is(p, h1, h2, h3, td, th)')]
            .filter(each => each.checkVisibility()).map(each => getComputedStyle(each).color);
        return {drawn: [...new Set(drawn)], words: [...new Set(words)],
                background: getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor};
    };
    const before = colours();
    dispatchEvent(new Event('beforeprint'));
    const printed = colours();
    dispatchEvent(new Event('afterprint'));
    return [before, printed, colours()];
}"""
"""Colours of charts, of words and of what is behind them: before a browser prints, while it does and afterwards."""
INK = {"rgb(10, 20, 34)", "rgb(29, 79, 145)"}


def prints(visitor: Visitor) -> None:
    """In the dark: nothing is cut by a sheet's edge, and nothing on it could only be pressed; paper is white, words are
    dark, and charts have the colours of the light theme; afterwards they are as they were."""
    tab = visitor.page
    desk = tab.viewport_size
    found = {}
    tab.emulate_media(media="print")
    try:
        before, printed, after = tab.evaluate(COLOURS)  # first: no other printing may have left something behind
        for (width, height), sheets in SHEETS.values():
            tab.set_viewport_size({"width": width, "height": height})
            found |= tab.evaluate(OUTSIDE, sheets)
    finally:
        tab.emulate_media(media="screen")
        tab.set_viewport_size(desk)
    assert found == {}, found
    paper = colours_on_paper()
    assert printed["background"] == "rgb(255, 255, 255)"
    assert set(printed["words"]) <= INK, printed["words"]
    assert not {each for each in printed["drawn"] if each in paper and each not in set(paper.values())}
    assert after == before
