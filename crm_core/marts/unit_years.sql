-- grain: one group, or one customer of no group, × trailing year :years_ago; a group counts once, with all of its customers; empty where the book has no groups
with members as (
    select
        case when groups.group_id is null then 0 else 1 end as is_group,
        coalesce(groups.group_id, valued_customers.customer_id) as unit_id,
        valued_customers.years_ago,
        coalesce(book_groups.region_id, valued_customers.region_id) as region_id,
        coalesce(book_groups.customer_type, valued_customers.customer_type) as customer_type,
        valued_customers.revenue,
        valued_customers.balance,
        valued_customers.turnover,
        valued_customers.contribution
    from valued_customers
    left join groups on valued_customers.customer_id = groups.customer_id
    left join book_groups on groups.group_id = book_groups.group_id
    where (select count(*) from book_groups) > 0
),

added_up as (
    select
        is_group,
        unit_id,
        years_ago,
        region_id,
        customer_type,
        count(*) as customers,
        cast(sum(revenue) as decimal(18, 2)) as revenue,
        cast(sum(balance) as decimal(18, 2)) as balance,
        cast(sum(turnover) as decimal(18, 2)) as turnover,
        cast(sum(contribution) as decimal(18, 2)) as contribution
    from members
    group by is_group, unit_id, years_ago, region_id, customer_type
)

select * from added_up
order by contribution desc, is_group, unit_id
