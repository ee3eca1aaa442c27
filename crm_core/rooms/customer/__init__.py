"""Who is this customer, and what do they bring?"""

from crm_core.customer.answer import answer, search
from crm_core.customer.figure import draw
from crm_core.customer.measure import CustomerFile, customer_file, handed_out
from crm_core.customer.reading import say

__all__ = ["CustomerFile", "answer", "customer_file", "draw", "handed_out", "say", "search"]
