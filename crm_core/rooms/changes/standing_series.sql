-- grain: month × part; customers in every month to the end of the period and a year before, and those who joined and left since
with parted as (
    select
        month,
        case
            when :parts = 'regions' then region_id
            when :parts = 'types' then customer_type
            when :parts = 'branches' then branch_id
            when :parts = 'managers' then manager_id
            else ''
        end as part,
        standing,
        customers,
        customers_before
    from standing_months
    where month <= :last_month
        and {{ in_scope() }}
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
),

months as (
    select
        month,
        part,
        cast(sum(customers) as double) as amount,
        cast(sum(customers_before) as double) as amount_before,
        cast(sum(case when standing = 'new' then customers end) as bigint) as joined,
        cast(sum(case when standing = 'left' then customers_before end) as bigint) as left_since,
        count(customers_before) > 0 as has_before
    from parted
    group by month, part
)

select * from months
order by part, month
