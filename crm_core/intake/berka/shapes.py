"""Today's district shapes: GeoJSON features into one shape a district code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from crm_core.intake.berka.lines import content_hash
from crm_core.intake.draft import BuildRefused, Draft, SourceFile
from crm_core.language import N_, _
from crm_core.language.stored import stored


def load_shapes(draft: Draft, path: Path) -> str:
    """Fill `berka_shapes` (code, shape) from the features of `path`; returns the file's content hash.

    In the build report a feature counts as a line. One without a district code or a shape is quarantined.
    Raises BuildRefused when the file is not a GeoJSON feature collection.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        judged = [(line, each, _code(each), _shape(each)) for line, each in enumerate(features, start=1)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BuildRefused(_(
            "{file} is not a GeoJSON feature collection. Copy it again, or remove it: the map of districts is then "
            "left out.",
            file=path.name,
        )) from error
    good = [(code, shape) for _line, _feature, code, shape in judged if code and shape]
    bad = [(path.name, line, json.dumps(each)[:500]) for line, each, code, shape in judged if not (code and shape)]
    if good:
        draft.connection.executemany("insert into berka_shapes values (?, ?)", good)
    if bad:
        draft.connection.executemany(
            "insert into quarantine values ('regions', ?, ?, ?, ?)",
            [(*each, stored(N_("feature without KOD_LAU1 or without a geometry"))) for each in bad],
        )
    digest = content_hash(path)
    draft.account(SourceFile("regions", path.name, len(judged), 0, len(good), len(bad), 0, digest))
    return digest


def _code(feature: dict[str, Any]) -> str | None:
    return (feature.get("properties") or {}).get("KOD_LAU1")


def _shape(feature: dict[str, Any]) -> str | None:
    geometry = feature.get("geometry")
    return json.dumps(geometry, separators=(",", ":")) if geometry else None
