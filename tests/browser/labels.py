"""Labels that cannot be read in full where they stand."""

CUT = """() => {
    const labels = '.stMarkdownEllipsis, [data-testid=stMetricLabel], [data-testid=stMetricValue], h1, h2, h3, '
        + 'button p, [data-testid=stWidgetLabel] p, [data-testid=stCaptionContainer] p, '
        + '[data-testid=stButtonGroup] div, [data-testid=stSelectbox] input';
    const isForTheEar = each => Boolean(each) && (getComputedStyle(each).clipPath === 'inset(50%)'
        || isForTheEar(each.parentElement));
    const isCut = each => !isForTheEar(each) && each.offsetParent && each.clientWidth
        && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible';
    const isBroken = each => [...each.textContent.matchAll(/\\S+/g)].some(word => {
        const range = document.createRange(), text = document.createTreeWalker(each, NodeFilter.SHOW_TEXT).nextNode();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return new Set([...range.getClientRects()].map(part => part.top)).size > 1;
    });
    const main = document.querySelector('[data-testid=stMain]');
    const sidebar = document.querySelector('[data-testid=stSidebar][aria-expanded=true]');
    const broken = [...main.querySelectorAll('[data-testid=stMetricValue]')].filter(isBroken);
    return [main, sidebar].filter(Boolean).flatMap(part => [...part.querySelectorAll(labels)]).filter(isCut)
        .concat(broken).map(each => each.textContent || each.value);
}"""
"""Labels, rows of options and chosen values that are cut or must be scrolled, and figures with a word broken in two.

What stands beside a sign for those who do not see it is clipped on purpose."""
