"""What will customers ask for, how sure are we, and what has just changed?"""

from crm_core.demand import accuracy
from crm_core.demand.forecast import forecast

__all__ = ["accuracy", "forecast"]
