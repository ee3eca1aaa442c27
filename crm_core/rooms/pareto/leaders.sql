-- grain: one of the best customers of the year × trailing year, under the scope; this year and those before it
with ranked as (
    select
        customer_id,
        {{ measured() }} as amount
    from customer_years
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
),

best as (
    select customer_id
    from ranked
    order by amount desc, customer_id
    limit :most
),

named as (
    select
        customer_years.customer_id as id,
        customers.name,
        customer_years.years_ago - :years_ago as back,
        1 as customers,
        {{ measured(of="customer_years.") }} as amount
    from customer_years
    inner join best on customer_years.customer_id = best.customer_id
    inner join customers on customer_years.customer_id = customers.customer_id
    where customer_years.years_ago >= :years_ago
)

select * from named
order by back, amount desc, id
