"""Who is this customer, and what do they contribute?"""

from crm_core.rooms.customer.answer import NEEDS, answer, search
from crm_core.rooms.customer.cards import cards
from crm_core.rooms.customer.figure import draw
from crm_core.rooms.customer.measure import CustomerFile, customer_file, export_table
from crm_core.rooms.customer.reading import say

__all__ = ["NEEDS", "CustomerFile", "answer", "cards", "customer_file", "draw", "export_table", "say", "search"]
