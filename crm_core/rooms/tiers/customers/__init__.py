"""Customers one by one: the list to export, and the tier of one."""
