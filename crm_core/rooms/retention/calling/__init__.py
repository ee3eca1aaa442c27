"""What calling has changed: customers who were to be called by lot against those left out of it, a year later."""

from crm_core.rooms.retention.calling.effect import Arm, Effect, shows_from
from crm_core.rooms.retention.calling.pilots import Allotted, Followed, in_force, latest, measured

__all__ = ["Allotted", "Arm", "Effect", "Followed", "in_force", "latest", "measured", "shows_from"]
