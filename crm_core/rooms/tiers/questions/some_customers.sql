-- grain: one of the asked customers in the year in scope, with whatever a tier is cut from, the years before beside it, and whether the scope looks at them
with chosen as (
    select
        tier_years.*,
        coalesce(contribution_rank, 0) as rank_now,
        case
            when {{ customer_in_scope() }} then 1
            else 0
        end as is_in_scope
    from tier_years
    where years_ago = :years_ago
        and customer_id in (:customers)
)

select * from chosen
order by customer_id
