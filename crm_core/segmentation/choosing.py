"""A segment by what people call it: its name, its code, or its key as `life_cycle growing` or `needs 6 1`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crm_core import CannotAnswer
from crm_core.language import _, all_of
from crm_core.question import Reader
from crm_core.scope import Segment
from crm_core.segmentation.given_names import GivenName, NameOfSegment, named_segments
from crm_core.segmentation.segmentation import WAYS, Segmentation, Way, as_segment, segment_customers
from crm_core.segmentation.words import way_label


def segment_called(read: Reader, wanted: str, given: Sequence[GivenName] = ()) -> Segment:
    """The segment called `wanted` in the year of `read`, by the names that people have `given` and those by rule. The
    number in a key is of how many segments by need it is one, as in the app's links; without it, of those of the rule.

    Raises CannotAnswer with the segments that there are when none is called so, or with their keys when several are.
    """
    asked = " ".join(wanted.split()).casefold()
    way, clusters, asked = _taken_apart(asked)
    offered = list(_offered(read, given, [way] if way else WAYS, clusters))
    found = [(segmentation, each) for segmentation, each in offered
             if asked in {each.name.casefold(), each.code.casefold(), _key(segmentation, each).casefold()}]
    if not found:
        raise CannotAnswer(_("There is no segment called {name} in this year of the data. It has: {segments}.",
                             name=repr(wanted), segments=_in_words(offered)))
    if len(found) > 1:
        raise CannotAnswer(_("Several segments are called {name}. Say which: {keys}.", name=repr(wanted),
                             keys=", ".join(_key(*each) for each in found)))
    segmentation, segment = found[0]
    return as_segment(read, segmentation, segment.code, segment.name)


def _taken_apart(asked: str) -> tuple[Way | None, int, str]:
    """The way and the number of segments that a key names, None and 0 where it names none, and the key without the
    number: `needs 6 1` is `needs 1` of six."""
    way = next((each for each in WAYS if asked.startswith(f"{each} ")), None)
    if way and (parts := asked.split(" ", 2))[1].isdigit() and len(parts) == len(("way", "number", "code")):
        return way, int(parts[1]), f"{way} {parts[2]}"
    return way, 0, asked


def _offered(read: Reader, given: Sequence[GivenName], ways: Sequence[Way],
             clusters: int) -> Iterator[tuple[Segmentation, NameOfSegment]]:
    """Every segment of those of the ways that the data can answer."""
    for way in ways:
        try:
            found = segment_customers(read, way, clusters)
        except CannotAnswer:
            continue
        for each in named_segments(found, given):
            yield found, each


def _key(found: Segmentation, segment: NameOfSegment) -> str:
    return f"{found.way} {segment.code}"


def _in_words(offered: Sequence[tuple[Segmentation, NameOfSegment]]) -> str:
    """`Life cycle: New, Growing and Leaving; Products held: …`."""
    by_way: dict[str, list[str]] = {}
    for found, each in offered:
        by_way.setdefault(way_label(found.way), []).append(each.name)
    return "; ".join(f"{way}: {all_of(names)}" for way, names in by_way.items()) or _("none")
