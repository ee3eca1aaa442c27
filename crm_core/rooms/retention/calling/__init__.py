"""What calling has changed: customers who were to be called by lot against those left out of it, a year later."""

from crm_core.rooms.retention.calling.effect import MIN_SIDE, Arm, Effect, shows_from
from crm_core.rooms.retention.calling.kept_as_text import from_json, to_json
from crm_core.rooms.retention.calling.measured import Measured, in_force, measured_together, standing
from crm_core.rooms.retention.calling.pilots import Allotted, Followed, measured
from crm_core.rooms.retention.calling.pooling import are_alike, differ, pooled

__all__ = ["MIN_SIDE", "Allotted", "Arm", "Effect", "Followed", "Measured", "are_alike", "differ", "from_json",
           "in_force", "measured", "measured_together", "pooled", "shows_from", "standing", "to_json"]
