-- grain: one step of customers ranked by the measure in the year, best first; in a book that shows sums alone
with steps as (
    select
        place,
        customers,
        amount
    from value_steps
    where years_ago = :year
        and measure = :by
)

select * from steps
order by place
