{# The columns of the activity that may be empty, and which flag of `activity_money` says that the figure is known. #}
{% set columns = ["balance", "turnover", "transactions", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital"] %}
{% set priced = {"net_interest_income": "has_net_interest_income", "fee_income": "has_fee_income", "cost_to_serve": "has_cost_to_serve", "expected_loss": "has_loss", "capital": "has_capital"} %}
{% set lines = ["net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge"] %}
