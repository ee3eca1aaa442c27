-- grain: region; how many of its customers of the scope's types had business in a month of the period or a year before it, and the largest that the squares of what each changed by over the period can be
-- The square of a sum of so many months is at most so many times the sum of their squares (Cauchy and Schwarz).
with months as (
    select
        region_id,
        month,
        sum(customers) as customers,
        sum(change_squares) as change_squares
    from change_spreads
    where month between :first_month and :last_month
        and {{ in_types() }}
    group by region_id, month
),

summed as (
    select
        region_id,
        max(customers) as customers,
        count(*) * sum(change_squares) as change_squares
    from months
    group by region_id
)

select * from summed
order by region_id
