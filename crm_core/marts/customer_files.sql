-- grain: trailing year × region × customer type × which columns of the customers file are filled; so many customers, and the size of their business
with filled as (
    select
        years_ago,
        region_id,
        customer_type,
        cast(case when {{ is_stated("region_id") }} then 1 else 0 end as smallint) as has_region_id,
        cast(case when {{ is_stated("customer_type") }} then 1 else 0 end as smallint) as has_customer_type,
        cast(case when tenure_months is not null then 1 else 0 end as smallint) as has_joined_on,
        cast(case when branch_id <> '' then 1 else 0 end as smallint) as has_branch_id,
        cast(case when credit_grade is not null then 1 else 0 end as smallint) as has_credit_grade,
        cast(case when size_amount is not null then 1 else 0 end as smallint) as has_size_amount,
        abs(revenue) as revenue_size,
        abs(balance) as balance_size,
        abs(turnover) as turnover_size
    from customer_years
),

cells as (
    select
        years_ago,
        region_id,
        customer_type,
        has_region_id,
        has_customer_type,
        has_joined_on,
        has_branch_id,
        has_credit_grade,
        has_size_amount,
        count(*) as customers,
        cast(sum(revenue_size) as decimal(18, 2)) as revenue_size,
        cast(sum(balance_size) as decimal(18, 2)) as balance_size,
        cast(sum(turnover_size) as decimal(18, 2)) as turnover_size
    from filled
    group by
        years_ago, region_id, customer_type, has_region_id, has_customer_type, has_joined_on, has_branch_id,
        has_credit_grade, has_size_amount
)

select * from cells
order by years_ago, region_id, customer_type, revenue_size desc
