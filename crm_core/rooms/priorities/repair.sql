-- grain: one loss-maker that a return to its type's median on one line would mend, under the scope
{% from "lists.sql" import is_meant, named, page_of, who_is_meant, with_names %}
with {{ who_is_meant() }},

medians as (
    select
        customer_type,
        max(case when line = 'fee_income' then median_amount end) as median_fees,
        max(case when line = 'cost_to_serve' then median_amount end) as median_cost,
        max(case when line = 'expected_loss' then median_amount end) as median_loss
    from type_medians
    where years_ago = :years_ago
    group by customer_type
),

losing as (
    select
        customer_years.customer_id,
        customer_years.contribution,
        customer_years.contribution_rank,
        customer_years.customer_type,
        customer_years.manager_id,
        customer_years.products_held,
        customer_years.balance,
        customer_years.fee_income,
        customer_years.cost_to_serve,
        customer_years.expected_loss,
        -customer_years.contribution as money,
        medians.median_fees,
        medians.median_cost,
        medians.median_loss,
        medians.median_fees - customer_years.fee_income as fees_short,
        customer_years.cost_to_serve - medians.median_cost as cost_over,
        customer_years.expected_loss - medians.median_loss as loss_over
    from customer_years
    inner join medians on customer_years.customer_type = medians.customer_type
    where customer_years.years_ago = :years_ago
        and customer_years.contribution < 0
        and {{ in_scope("customer_years") }}
        and {{ is_meant("customer_years.customer_id") }}
),

mendable as (
    select *
    from losing
    where fees_short >= money or cost_over >= money or loss_over >= money
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
