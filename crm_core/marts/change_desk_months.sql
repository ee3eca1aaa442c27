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

-- Grouping rows by one number is three times as fast as by four names.
places as (
    select
        cast(row_number() over (order by region_id, customer_type, branch_id, manager_id) as integer) as place,
        region_id,
        customer_type,
        branch_id,
        manager_id
    from customer_spells
    group by region_id, customer_type, branch_id, manager_id
),

members as (
    select
        spells.customer_id,
        places.place,
        spells.first_month,
        spells.last_month
    from customer_spells as spells
    inner join places
        on spells.region_id = places.region_id and spells.customer_type = places.customer_type
        and spells.branch_id = places.branch_id and spells.manager_id = places.manager_id
),

-- One pass over the rows: each is of a customer who was, or was not, one a year before, and will be a year after.
held as (
    select
        activity_money.month,
        members.place,
        activity_money.product_id,
        members.first_month <= activity_money.month - interval '12' month as was_customer,
        coalesce(members.last_month >= activity_money.month + interval '12' month, true) as stays,
        count(*) as holders,
        count(activity_money.balance) as known_balances,
        sum(
            case when activity_money.has_net_interest_income or activity_money.has_fee_income then 1 else 0 end
        ) as known_money,
        sum(activity_money.balance) as balance,
        sum(activity_money.turnover) as turnover,
        sum(activity_money.transactions) as transactions,
        sum(activity_money.net_interest_income) as net_interest_income,
        sum(activity_money.fee_income) as fee_income,
        sum(activity_money.cost_to_serve) as cost_to_serve,
        sum(activity_money.expected_loss) as expected_loss,
        sum(activity_money.capital_charge) as capital_charge,
        sum(coalesce(one_off_fees.one_off, 0)) as one_offs
    from activity_money
    inner join members on activity_money.customer_id = members.customer_id
    left join one_off_fees
        on activity_money.customer_id = one_off_fees.customer_id
        and activity_money.product_id = one_off_fees.product_id
        and activity_money.month = one_off_fees.month
    group by
        activity_money.month, members.place, activity_money.product_id,
        members.first_month <= activity_money.month - interval '12' month,
        coalesce(members.last_month >= activity_money.month + interval '12' month, true)
),

sorted as (
    select
        held.*,
        case when products.family = 'deposits' then held.balance else 0 end as deposits,
        case when products.family = 'loans' then held.balance else 0 end as loans,
        case
            when coalesce(products.family, '') not in ('deposits', 'loans') then held.balance
            else 0
        end as other_balance
    from held
    left join products on held.product_id = products.product_id
),

-- Each row is now in its own month, and before in the month a year after.
turned as (
    select
        month,
        place,
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
        place,
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
        place,
        product_id,
        standing,
        {% for amount in counts + money %}
        sum({{ amount }}) as {{ amount }},
        sum({{ amount }}_before) as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from turned
    group by month, place, product_id, standing
),

-- What the holders have is empty where it is not known of any of them.
held_cells as (
    select
        paired.month,
        places.region_id,
        places.customer_type,
        places.branch_id,
        places.manager_id,
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
    inner join places on paired.place = places.place
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
