"""Who is this customer, and what do they contribute?"""

from crm_core.rooms.customer.answer import answer, search
from crm_core.rooms.customer.figure import draw
from crm_core.rooms.customer.measure import CustomerFile, customer_file, export_table
from crm_core.rooms.customer.reading import say

__all__ = ["CustomerFile", "answer", "customer_file", "draw", "export_table", "say", "search"]
