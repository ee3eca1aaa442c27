-- grain: month × region × customer type × branch × manager × product × standing; what was held and generated, beside the same month a year before
-- new: a customer now and not a year before; left: the reverse; stayed: both. Customers are counted under the product '',
-- with no amounts, so that each counts once; holders are the rows of activity. `_before` is empty where the book lacks
-- the month a year before. A customer is one from the day of joining, or the first activity if that is earlier or the
-- day is not known, to the day of leaving, or the last activity if that is later (decision 89).
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

ends as (
    select
        cast(min(month) - interval '13' month as date) as long_before
    from months
),

-- Activity outside the days that the customers file gives, which is rare.
strays as (
    select
        activity.customer_id,
        min(activity.month) as first_month,
        max(activity.month) as last_month
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    where customers.joined_on is null
        or activity.month + interval '1' month <= customers.joined_on
        or activity.month > customers.left_on
    group by activity.customer_id
),

spans as (
    select
        customers.customer_id,
        customers.region_id,
        customers.customer_type,
        coalesce(customers.branch_id, '') as branch_id,
        coalesce(customers.manager_id, '') as manager_id,
        cast(date_trunc('month', least(
            coalesce(customers.joined_on, strays.first_month), coalesce(strays.first_month, customers.joined_on)
        )) as date) as first_month,
        cast(date_trunc('month', case
            when customers.left_on is null then null
            else greatest(customers.left_on, coalesce(strays.last_month, customers.left_on))
        end) as date) as last_month
    from customers
    left join strays on customers.customer_id = strays.customer_id
),

-- Grouping rows by one number is three times as fast as by four names.
places as (
    select
        cast(row_number() over (order by region_id, customer_type, branch_id, manager_id) as integer) as place,
        region_id,
        customer_type,
        branch_id,
        manager_id
    from spans
    group by region_id, customer_type, branch_id, manager_id
),

members as (
    select
        spans.customer_id,
        places.place,
        spans.first_month,
        spans.last_month
    from spans
    inner join places
        on spans.region_id = places.region_id and spans.customer_type = places.customer_type
        and spans.branch_id = places.branch_id and spans.manager_id = places.manager_id
    where spans.first_month is not null
),

-- Who joined long before the book begins counts the same, whenever it was.
spells as (
    select
        members.place,
        greatest(members.first_month, ends.long_before) as first_month,
        members.last_month,
        count(*) as customers
    from members
    cross join ends
    group by members.place, greatest(members.first_month, ends.long_before), members.last_month
),

counted as (
    select
        months.month,
        months.has_before,
        spells.place,
        case
            when spells.first_month > months.month - interval '12' month then 'new'
            when spells.last_month < months.month then 'left'
            else 'stayed'
        end as standing,
        sum(spells.customers) as customers
    from spells
    inner join months
        on spells.first_month <= months.month
        and coalesce(spells.last_month >= months.month - interval '12' month, true)
    where not (
        spells.first_month > months.month - interval '12' month
        and coalesce(spells.last_month < months.month, false)
    )
    group by
        months.month, months.has_before, spells.place,
        case
            when spells.first_month > months.month - interval '12' month then 'new'
            when spells.last_month < months.month then 'left'
            else 'stayed'
        end
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

together as (
    select
        month,
        place,
        '' as product_id,
        standing,
        case when standing = 'left' then 0 else customers end as customers,
        case when standing = 'new' then 0 else customers end as customers_before,
        {% for amount in counts + money %}
        null as {{ amount }},
        null as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from counted
    union all
    select
        month,
        place,
        product_id,
        standing,
        0 as customers,
        0 as customers_before,
        {% for amount in counts + money %}
        {{ amount }},
        {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from paired
),

-- Nothing is held where there are no holders; what the holders have is empty where it is not known of any of them.
cells as (
    select
        together.month,
        places.region_id,
        places.customer_type,
        places.branch_id,
        places.manager_id,
        together.product_id,
        together.standing,
        cast(together.customers as bigint) as customers,
        cast(case when months.has_before then together.customers_before end as bigint) as customers_before,
        {% for amount in counts + money %}
        {% set kind = "bigint" if amount in counts else "decimal(18, 2)" %}
        cast(case
            when together.holders is null then 0
            else together.{{ amount }}
        end as {{ kind }}) as {{ amount }},
        cast(case
            when not months.has_before then null
            when together.holders_before is null then 0
            else together.{{ amount }}_before
        end as {{ kind }}) as {{ amount }}_before{{ "," if not loop.last }}
        {% endfor %}
    from together
    inner join months on together.month = months.month
    inner join places on together.place = places.place
    where months.has_before
        or together.standing <> 'left'
)

select * from cells
order by branch_id, manager_id, month, region_id, customer_type, product_id, standing
