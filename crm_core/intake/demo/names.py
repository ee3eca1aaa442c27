"""What the demo bank's products and its country's industries are called, by the codes that the SQL knows them by.

They are translated when the bank is made (decision 82): a book holds the names of its bank as they are.
"""

from crm_core.language import N_

NAMES = {
    "CURRENT": N_("Current account"),
    "SAVINGS": N_("Savings account"),
    "TERM": N_("Term deposit"),
    "MORTGAGE": N_("Mortgage"),
    "PERSONAL": N_("Personal loan"),
    "CREDIT_LINE": N_("Credit line"),
    "EQUIPMENT": N_("Equipment loan"),
    "CARD": N_("Credit card"),
    "TRANSFERS": N_("Payments package"),
    "MERCHANT": N_("Card terminal"),
    "FUNDS": N_("Investment funds"),
    "PENSION": N_("Pension plan"),
    "PROPERTY": N_("Property cover"),
    "LIFE": N_("Life cover"),
    "agriculture": N_("agriculture"),
    "manufacturing": N_("manufacturing"),
    "construction": N_("construction"),
    "trade": N_("trade"),
    "transport": N_("transport"),
    "hospitality": N_("hospitality"),
    "professional services": N_("professional services"),
    "health and education": N_("health and education"),
}
