-- grain: the asked months, or the same a year before × region × customer type, under the scope; customers are those of the last month
with placed as (
    select
        change_months.*,
        case when month = :last_month then customers else 0 end as customers_at_end,
        case when month = :last_month then customers_before else 0 end as customers_at_end_before
    from change_months
    where month between :first_month and :last_month
        and {{ in_scope() }}
),

now as (
    select
        0 as years_before,
        region_id,
        customer_type,
        sum(customers_at_end) as customers,
        sum(contribution) as contribution,
        sum(revenue) as revenue,
        sum(coalesce(deposits, 0) + coalesce(loans, 0) + coalesce(other_balance, 0)) / :months as balance,
        sum(turnover) as turnover
    from placed
    group by region_id, customer_type
),

earlier as (
    select
        1 as years_before,
        region_id,
        customer_type,
        sum(customers_at_end_before) as customers,
        sum(contribution_before) as contribution,
        sum(revenue_before) as revenue,
        sum(coalesce(deposits_before, 0) + coalesce(loans_before, 0) + coalesce(other_balance_before, 0)) / :months
            as balance,
        sum(turnover_before) as turnover
    from placed
    group by region_id, customer_type
),

both_years as (
    select * from now
    union all
    select * from earlier
),

named as (
    select
        both_years.years_before,
        both_years.region_id,
        book_regions.name as region,
        both_years.customer_type,
        cast(coalesce(both_years.customers, 0) as bigint) as customers,
        0 as loss_makers,
        cast(0 as decimal(18, 2)) as taken_back,
        both_years.contribution,
        both_years.revenue,
        both_years.balance,
        both_years.turnover
    from both_years
    inner join book_regions on both_years.region_id = book_regions.region_id
)

select * from named
order by years_before, region, region_id, customer_type
