-- grain: region × trailing year (the asked one and the one before); the profit and loss account of its customers of the scope's types
with cells as (
    select
        years_ago,
        region_id,
        sum(customers) as customers,
        sum(net_interest_income) as net_interest_income,
        sum(fee_income) as fee_income,
        sum(cost_to_serve) as cost_to_serve,
        sum(expected_loss) as expected_loss,
        sum(capital_charge) as capital_charge,
        sum(contribution) as contribution
    from relationship_years
    where (years_ago = :years_ago or years_ago = :years_ago + 1)
        and {{ in_types() }}
    group by years_ago, region_id
),

dated as (
    select
        cells.region_id,
        cells.years_ago - :years_ago as years_before,
        book_years.is_complete,
        book_years.has_revenue,
        cast(cells.customers as bigint) as customers,
        cast(cells.net_interest_income as double) as net_interest_income,
        cast(cells.fee_income as double) as fee_income,
        cast(cells.cost_to_serve as double) as cost_to_serve,
        cast(cells.expected_loss as double) as expected_loss,
        cast(cells.capital_charge as double) as capital_charge,
        cast(cells.contribution as double) as contribution
    from cells
    inner join book_years on cells.years_ago = book_years.years_ago
)

select * from dated
order by region_id, years_before
