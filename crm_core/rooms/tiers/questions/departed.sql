-- grain: one customer of the year in scope who has left by the last day of the data, under the scope, with whatever a tier is cut from and the years before beside it
with gone as (
    select customers.customer_id as gone_id
    from customers
    inner join book_years on customers.left_on <= book_years.last_day and book_years.years_ago = 0
),

departed as (
    select
        tier_years.*,
        coalesce(contribution_rank, 0) as rank_now
    from tier_years
    inner join gone on tier_years.customer_id = gone.gone_id
    where years_ago = :years_ago
        and contribution is not null
        and {{ customer_in_scope() }}
)

select * from departed
order by customer_id
