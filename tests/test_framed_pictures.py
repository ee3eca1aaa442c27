"""A figure that leaves the page as a picture says what it is."""

from __future__ import annotations

from xml.etree import ElementTree

from crm_core.house_style import axis, bars, figure
from crm_core.labels import names_axis
from crm_core.pictures import framed_png, framed_svg

SVG = "{http://www.w3.org/2000/svg}"
FIGURE = figure([bars([3.0], ["N"], orientation="h")], x=axis(), y=names_axis(["N"], ["North"]), height=120)


def lines(text: str) -> list[tuple[str, float]]:
    """The words in the picture from top to bottom, with the height of their baselines, in its own frame."""
    return [("".join(each.itertext()), float(each.attrib["y"]))
            for each in ElementTree.fromstring(text).findall(f"{SVG}text")]


def test_the_finding_stands_above_the_figure_and_its_source_below():
    text = framed_svg(FIGURE, title="North <first> & only", note="A note.", below=["All regions", "Data to May"])
    words = lines(text)
    assert [each for each, _y in words] == ["North <first> & only", "A note.", "All regions", "Data to May"]
    inner = ElementTree.fromstring(text).find(f"{SVG}svg")
    top, height = float(inner.attrib["y"]), float(inner.attrib["height"])
    assert words[1][1] < top
    assert top + height < words[2][1] < words[3][1] < float(ElementTree.fromstring(text).attrib["height"])


def test_a_long_finding_is_broken_between_words_and_nothing_is_lost():
    title = " ".join(f"word{number}" for number in range(60))
    words = lines(framed_svg(FIGURE, title=title, width=400))
    assert len(words) > 5
    assert " ".join(each for each, _y in words) == title


def test_a_picture_of_pixels_is_twice_as_large_and_says_the_same():
    content = framed_png(FIGURE, title="North", width=300)
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") == 600
    assert framed_png(FIGURE, title="South", width=300) != content
