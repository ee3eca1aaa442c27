-- grain: month × region × customer type × branch × manager × product × standing; what was held and generated, beside the same month a year before
-- Customers are those of standing_months, under the product '' with no amounts, so that each counts once; holders are the
-- rows of activity. `_before` is empty where the book lacks the month a year before.
{% set counts = ["holders", "known_balances", "known_money", "transactions"] %}
{% set money = ["deposits", "loans", "other_balance", "turnover", "net_interest_income", "fee_income", "cost_to_serve",
                "expected_loss", "capital_charge", "one_offs"] %}
with months as (
    select
        book_months.month,
        earlier.month is not null as has_before
    from book_months
    left join book_months as earlier on earlier.month = cast(book_months.month - interval '12' month as date)
    where book_months.months_ago >= 0
),

sorted as (
    select
        held_months.*,
        case when products.family = 'deposits' then held_months.balance else 0 end as deposits,
        case when products.family = 'loans' then held_months.balance else 0 end as loans,
        case
            when coalesce(products.family, '') not in ('deposits', 'loans') then held_months.balance
            else 0
        end as other_balance
    from held_months
    left join products on held_months.product_id = products.product_id
),

-- Each row is now in its own month, and before in the month a year after.
turned as (
    select
        month,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        product_id,
        case when was_customer then 'stayed' else 'new' end as standing,
        {% for amount in counts + money %}
        {{ amount }},
        null as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from sorted
    union all
    select
        cast(month + interval '12' month as date) as month,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        product_id,
        case when stays then 'stayed' else 'left' end as standing,
        {% for amount in counts + money %}
        null as {{ amount }},
        {{ amount }} as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from sorted
),

paired as (
    select
        month,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        product_id,
        standing,
        {% for amount in counts + money %}
        sum({{ amount }}) as {{ amount }},
        sum({{ amount }}_before) as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from turned
    group by month, region_id, customer_type, branch_id, manager_id, product_id, standing
),

-- What the holders have is empty where it is not known of any of them.
held_cells as (
    select
        paired.month,
        paired.region_id,
        paired.customer_type,
        paired.branch_id,
        paired.manager_id,
        paired.product_id,
        paired.standing,
        0 as customers,
        case when months.has_before then 0 end as customers_before,
        {% for amount in counts + money %}
        case when paired.holders is null then 0 else paired.{{ amount }} end as {{ amount }},
        case
            when not months.has_before then null
            when paired.holders_before is null then 0
            else paired.{{ amount }}_before
        end as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from paired
    inner join months on paired.month = months.month
    where months.has_before
        or paired.standing <> 'left'
),

counted as (
    select
        standing_months.month,
        standing_months.region_id,
        standing_months.customer_type,
        standing_months.branch_id,
        standing_months.manager_id,
        '' as product_id,
        standing_months.standing,
        standing_months.customers,
        standing_months.customers_before,
        {% for amount in counts + money %}
        0 as {{ amount }},
        case when months.has_before then 0 end as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from standing_months
    inner join months on standing_months.month = months.month
),

together as (
    select * from counted
    union all
    select * from held_cells
),

cells as (
    select
        month,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        product_id,
        standing,
        cast(customers as bigint) as customers,
        cast(customers_before as bigint) as customers_before,
        {% for amount in counts + money %}
        {% set kind = "bigint" if amount in counts else "decimal(18, 2)" %}
        cast({{ amount }} as {{ kind }}) as {{ amount }},
        cast({{ amount }}_before as {{ kind }}) as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from together
)

select * from cells
order by branch_id, manager_id, month, region_id, customer_type, product_id, standing
