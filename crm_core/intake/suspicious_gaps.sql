-- grain: measure of the activity that is empty in some rows: means leave those out, sums are over the others
with per_product as (
    select 'balance' as measure, product_id, count(*) as held, count(balance) as known
    from activity
    group by product_id
    union all
    select 'turnover' as measure, product_id, count(*) as held, count(turnover) as known
    from activity
    group by product_id
    union all
    select 'transactions' as measure, product_id, count(*) as held, count(transactions) as known
    from activity
    group by product_id
),

partly as (
    select measure, cast(sum(held) as bigint) as held, cast(sum(held - known) as bigint) as empty
    from per_product
    where known between 1 and held - 1
    group by measure
),

found as (
    select
        'activity' as table_name,
        measure as subject,
        case measure when 'balance' then 'The balance' when 'turnover' then 'Turnover' else 'The number of transactions' end
            || ' is empty in ' || format('{:,}', empty) || ' of ' || format('{:,}', held)
            || ' rows of products that have it elsewhere: '
            || case measure
                when 'balance' then 'averages are over the months that are known. '
                else 'totals are over the rows that are known, so they are too low. '
            end || 'Fill the column if the figure exists.' as reason
    from partly
)

select * from found
