-- grain: one customer of the trailing year under the scope, told by the rank of contribution
with members as (
    select contribution_rank
    from customer_years
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
)

select * from members
