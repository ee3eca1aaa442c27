"""The map of regions with shapes: a choropleth in Mercator's projection."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from crm_core.pictures.clipping import Box
from crm_core.pictures.colours import Paint, shade
from crm_core.pictures.plot import joined, per_mark, plain
from crm_core.pictures.refusal import one_of, require_known

_DRAWN = {"type", "geojson", "colorscale", "zmin", "zmax", "z", "locations", "marker"}
_UNSEEN = {"showscale", "customdata", "text", "hovertemplate", "hoverinfo", "unselected", "selected", "selectedpoints"}
_GEO = {"visible", "projection", "bgcolor", "lonaxis", "lataxis"}


def drawn(trace: Mapping[str, Any], geo: Mapping[str, Any], inner: Box, paint: Paint) -> list[str]:
    """The regions as SVG, those with the thickest outline last. Raises CannotDraw for what is not drawn."""
    require_known(trace, "A choropleth", _DRAWN, _UNSEEN)
    require_known(geo, "The map", _GEO)
    one_of((geo.get("projection") or {}).get("type"), ("mercator",), "projection")
    west, east = map(math.radians, geo["lonaxis"]["range"])
    south, north = map(_northing, geo["lataxis"]["range"])
    unit = min((inner.right - inner.left) / (east - west), (inner.bottom - inner.top) / (north - south))
    left = (inner.left + inner.right - unit * (east + west)) / 2
    bottom = (inner.top + inner.bottom + unit * (north + south)) / 2
    shapes = {each["id"]: each["geometry"] for each in trace["geojson"]["features"]}
    places, marker = plain(trace["locations"]), trace.get("marker") or {}
    edge = marker.get("line") or {}
    count = len(places)
    looks = zip(places, plain(trace["z"]), per_mark(edge.get("width"), count, 0.0), per_mark(edge.get("color"), count),
                per_mark(marker.get("opacity"), count, 1.0), strict=True)
    made = []
    for region, value, width, colour, opacity in sorted(looks, key=lambda each: each[2]):
        path = "".join(
            joined([(left + unit * math.radians(lon), bottom - unit * _northing(lat)) for lon, lat in ring]) + "Z"
            for polygon in _polygons(shapes[region]) for ring in polygon)
        fill = shade((value - trace["zmin"]) / (trace["zmax"] - trace["zmin"]), trace["colorscale"], paint)
        faint = f' fill-opacity="{opacity:g}"' if opacity != 1 else ""
        outline = f' stroke="{paint(colour)}" stroke-width="{width:g}" stroke-linejoin="round"' if width else ""
        made.append(f'<path d="{path}" fill="{fill}" fill-rule="evenodd"{faint}{outline}/>')
    return made


def _polygons(geometry: Mapping[str, Any]) -> Sequence[Any]:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _northing(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
