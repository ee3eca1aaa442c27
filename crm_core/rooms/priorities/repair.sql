-- grain: one loss-maker that a return to the bank's own unit costs and rates on one line alone would mend, under the scope
{% from "lists.sql" import is_meant, named, page_of, who_is_meant, with_names %}
with {{ who_is_meant() }},

losing as (
    select
        customer_years.customer_id,
        customer_years.contribution,
        customer_years.contribution_rank,
        customer_years.customer_type,
        customer_years.manager_id,
        customer_years.products_held,
        customer_years.balance,
        customer_years.net_interest_income,
        customer_years.fee_income,
        customer_years.cost_to_serve,
        customer_years.expected_loss,
        -customer_years.contribution as money,
        reference_years.net_interest_income as margin_at_units,
        reference_years.fee_income as fees_at_units,
        reference_years.cost_to_serve as cost_at_units,
        reference_years.expected_loss as loss_at_units,
        reference_years.net_interest_income - customer_years.net_interest_income as margin_short,
        reference_years.fee_income - customer_years.fee_income as fees_short,
        customer_years.cost_to_serve - reference_years.cost_to_serve as cost_over,
        customer_years.expected_loss - reference_years.expected_loss as loss_over
    from customer_years
    inner join reference_years
        on customer_years.customer_id = reference_years.customer_id
        and customer_years.years_ago = reference_years.years_ago
    where customer_years.years_ago = :years_ago
        and customer_years.contribution < 0
        and {{ customer_in_scope("customer_years") }}
        and {{ is_meant("customer_years.customer_id") }}
),

mendable as (
    select *
    from losing
    where margin_short >= money or fees_short >= money or cost_over >= money or loss_over >= money
),

{{ page_of("mendable", "money desc") }},

detailed as (
    select
        listed.*,
        {{ named() }}
    from listed
    {{ with_names() }}
)

select * from detailed
order by money desc, customer_id
