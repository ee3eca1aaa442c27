"""What customers are worth from here on, given how long such customers stay."""

from crm_core.rooms.retention.worth.beta_geometric import BetaGeometric, constant_retention, fit
from crm_core.rooms.retention.worth.coming import Worth, worth

__all__ = ["BetaGeometric", "Worth", "constant_retention", "fit", "worth"]
