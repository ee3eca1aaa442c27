-- grain: month × region × customer type × product; how much of the activity is given, priced, and where it should not be
{% from "measured.sql" import columns, priced %}
with placed as (
    select
        activity_money.*,
        activity_money.balance is not null as gives_balance,
        activity_money.turnover is not null as gives_turnover,
        activity_money.transactions is not null as gives_transactions,
        customers.region_id,
        customers.customer_type,
        customers.joined_on,
        customers.left_on
    from activity_money
    inner join customers on activity_money.customer_id = customers.customer_id
),

summed as (
    select
        month,
        region_id,
        customer_type,
        product_id,
        count(*) as held,
        {% for column in columns %}
        count(case when gives_{{ column }} then 1 end) as given_{{ column }},
        count(case when {{ priced[column] if column in priced else "gives_" ~ column }} then 1 end) as known_{{ column }},
        sum(case when not gives_{{ column }} then abs({{ "turnover" if column == "balance" else "balance" }}) end)
            as missing_{{ column }},
        {% endfor %}
        sum(abs(balance)) as balances,
        sum(abs(turnover)) as turnovers,
        {% for column in priced %}
        {% set line = "capital_charge" if column == "capital" else column %}
        sum(abs({{ line }})) as size_{{ line }},
        sum(case when not gives_{{ column }} then abs({{ line }}) end) as derived_{{ line }},
        {% endfor %}
        sum(balance) as sum_balance,
        sum(turnover) as sum_turnover,
        sum(transactions) as sum_transactions,
        sum(net_interest_income + fee_income - cost_to_serve) as sum_money,
        count(case when left_on < month then 1 end) as after_leaving,
        count(joined_on) as with_joining,
        count(case when joined_on >= month + interval '1' month then 1 end) as before_joining
    from placed
    group by month, region_id, customer_type, product_id
)

select * from summed
