-- grain: one customer just below the bank's top, under the scope; closest to the cut first
{% from "lists.sql" import is_meant, named, page_of, ranks_of, who_is_meant, with_names %}
with {{ who_is_meant() }},

close as (
    select
        customer_id,
        contribution,
        customer_type,
        manager_id,
        products_held,
        balance,
        :cut - contribution as money
    from customer_years
    where years_ago = :years_ago
        and contribution < :cut
        and :cut > 0
        and contribution >= :cut * (1 - :reach)
        and {{ customer_in_scope() }}
        and {{ is_meant() }}
),

{{ page_of("close", "money") }},

{{ ranks_of("ranks", "contribution", ":years_ago") }},

-- Those just above the cut, of the same type: customers of much the same size, whom these would join.
above as (
    select
        customer_type,
        products_held,
        row_number() over (partition by customer_type order by products_held) as position,
        count(*) over (partition by customer_type) as peers
    from customer_years
    where years_ago = :years_ago
        and contribution >= :cut
        and contribution <= :cut * (1 + :reach)
),

typical as (
    select
        customer_type,
        max(peers) as peers,
        avg(cast(products_held as double)) as peer_products
    from above
    where position = floor((peers + 1) / 2) or position = floor((peers + 2) / 2)
    group by customer_type
),

detailed as (
    select
        listed.*,
        ranks.place as contribution_rank,
        coalesce(typical.peers, 0) as peers,
        typical.peer_products,
        {{ named() }}
    from listed
    inner join ranks on listed.contribution = ranks.contribution
    left join typical on listed.customer_type = typical.customer_type
    {{ with_names() }}
)

select * from detailed
order by money, customer_id
