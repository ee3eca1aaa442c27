-- grain: region × span (the asked months and those they are compared with, years_before 1); the profit and loss account of its customers of the scope's types
with cells as (
    select
        region_id,
        case when month between :first_month and :last_month then 0 else 1 end as years_before,
        sum(net_interest_income) as net_interest_income,
        sum(fee_income) as fee_income,
        sum(cost_to_serve) as cost_to_serve,
        sum(expected_loss) as expected_loss,
        sum(capital_charge) as capital_charge,
        sum(contribution) as contribution
    from change_months
    where (month between :first_month and :last_month
            or month between :before_first_month and :before_last_month)
        and {{ in_types() }}
    group by region_id, case when month between :first_month and :last_month then 0 else 1 end
),

known as (
    select
        case when month between :first_month and :last_month then 0 else 1 end as years_before,
        sum(money_rows) > 0 as has_revenue
    from known_months
    where month between :first_month and :last_month
        or month between :before_first_month and :before_last_month
    group by case when month between :first_month and :last_month then 0 else 1 end
),

dated as (
    select
        cells.region_id,
        cells.years_before,
        known.has_revenue,
        cast(cells.net_interest_income as double) as net_interest_income,
        cast(cells.fee_income as double) as fee_income,
        cast(cells.cost_to_serve as double) as cost_to_serve,
        cast(cells.expected_loss as double) as expected_loss,
        cast(cells.capital_charge as double) as capital_charge,
        cast(cells.contribution as double) as contribution
    from cells
    inner join known on cells.years_before = known.years_before
)

select * from dated
order by region_id, years_before
