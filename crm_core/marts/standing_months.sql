-- grain: month × region × customer type × branch × manager × standing; how many customers there are, and were in the same month a year before
-- new: a customer now and not a year before; left: the reverse; stayed: both. `customers_before` is empty where the book
-- lacks the month a year before. A segment has it also where the months of single customers stayed in a lakehouse.
with months as (
    select
        book_months.month,
        earlier.month is not null as has_before
    from book_months
    left join book_months as earlier on earlier.month = cast(book_months.month - interval '12' month as date)
    where book_months.months_ago >= 0
),

ends as (
    select cast(min(month) - interval '13' month as date) as long_before
    from months
),

-- Who joined long before the book begins counts the same, whenever it was.
spells as (
    select
        customer_spells.region_id,
        customer_spells.customer_type,
        customer_spells.branch_id,
        customer_spells.manager_id,
        greatest(customer_spells.first_month, ends.long_before) as first_month,
        customer_spells.last_month,
        count(*) as customers
    from customer_spells
    cross join ends
    group by
        customer_spells.region_id, customer_spells.customer_type, customer_spells.branch_id,
        customer_spells.manager_id, greatest(customer_spells.first_month, ends.long_before), customer_spells.last_month
),

placed as (
    select
        months.month,
        months.has_before,
        spells.region_id,
        spells.customer_type,
        spells.branch_id,
        spells.manager_id,
        case
            when spells.first_month > months.month - interval '12' month then 'new'
            when spells.last_month < months.month then 'left'
            else 'stayed'
        end as standing,
        spells.customers
    from spells
    inner join months
        on spells.first_month <= months.month
        and coalesce(spells.last_month >= months.month - interval '12' month, true)
    where not (
        spells.first_month > months.month - interval '12' month
        and coalesce(spells.last_month < months.month, false)
    )
),

cells as (
    select
        month,
        region_id,
        customer_type,
        branch_id,
        manager_id,
        standing,
        cast(case when standing = 'left' then 0 else sum(customers) end as bigint) as customers,
        cast(case
            when not has_before then null
            when standing = 'new' then 0
            else sum(customers)
        end as bigint) as customers_before
    from placed
    where has_before
        or standing <> 'left'
    group by month, has_before, region_id, customer_type, branch_id, manager_id, standing
)

select * from cells
order by branch_id, manager_id, month, region_id, customer_type, standing
