-- grain: line of contribution; its size in the asked year under the scope, and how much of that the cards stand in for
with sizes as (
    select
        line,
        sum(amount) as amount,
        sum(derived) as derived
    from book_quality_money
    where years_ago = :years_ago
        and {{ in_scope() }}
    group by line
)

select * from sizes
order by line
