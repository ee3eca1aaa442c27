"""Segments: customers grouped by how they behave or what they need, beside the tiers, which group them by value.

    >>> found = segmentation.segment_customers(read, "life_cycle")
    >>> Scope(segment=segmentation.as_segment(read, found, "growing", "Growing"))
"""

from crm_core.segmentation.behaviour import BEHAVIOUR, FAMILIES, PLACES
from crm_core.segmentation.choosing import segment_called
from crm_core.segmentation.clusters import MAX_CLUSTERS, MIN_CLUSTERS, STEADY, Clusters
from crm_core.segmentation.given_names import GivenName, NameOfSegment, named_segments, shape_of
from crm_core.segmentation.segmentation import WAYS, Segmentation, Way, as_segment, segment_customers, ways
from crm_core.segmentation.words import definition, proposed_name, proposed_names, way_label, way_note

__all__ = [
    "BEHAVIOUR", "FAMILIES", "MAX_CLUSTERS", "MIN_CLUSTERS", "PLACES", "STEADY", "WAYS", "Clusters", "GivenName",
    "NameOfSegment",
    "Segmentation", "Way", "as_segment", "definition", "named_segments", "proposed_name", "proposed_names",
    "segment_called", "segment_customers", "shape_of", "way_label", "way_note", "ways",
]
