-- grain: one customer of the trailing year :years_ago, of the whole bank, in the order of customer_id; 1 where it is in scope, 0 elsewhere
with placed as (
    select
        customer_id,
        case when {{ customer_in_scope() }} then 1 else 0 end as is_in_scope
    from customer_years
    where years_ago = :years_ago
)

select * from placed
order by customer_id
