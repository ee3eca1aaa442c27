-- grain: one customer just below the bank's top, under the scope; closest to the cut first
{% from "lists.sql" import is_meant, named, page_of, who_is_meant, with_names %}
with {{ who_is_meant() }},

close as (
    select
        customer_id,
        contribution,
        contribution_rank,
        customer_type,
        manager_id,
        products_held,
        balance,
        :cut - contribution as money
    from customer_years
    where years_ago = :years_ago
        and contribution_rank > :top_now
        and :cut > 0
        and contribution >= :cut * (1 - :reach)
        and {{ in_scope() }}
        and {{ is_meant() }}
),

{{ page_of("close", "money") }},

detailed as (
    select
        listed.*,
        {{ named() }}
    from listed
    {{ with_names() }}
)

select * from detailed
order by money, customer_id
