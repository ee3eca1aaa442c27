-- grain: part of the customers (:by, of the trailing year :since) × month of life at the end of that year × month of life in which they are last seen × whether they left then; how many under the scope
-- Whoever stays longer has time to hold more products and to contribute more: so both are those of a year that is over,
-- and what is followed is what came after it (a landmark: Anderson, Cain and Gelber, J. Clin. Oncol. 1, 1983).
with span as (
    select
        landmark.last_day as since_day,
        book_years.last_day
    from book_years
    cross join (select last_day from book_years where years_ago = :since) as landmark
    where book_years.years_ago = :years_ago
),

seen as (
    select
        case
            when :by = 'products' and customer_years.products_held >= 3 then '3'
            when :by = 'products' then cast(customer_years.products_held as varchar)
            when customer_years.contribution_midrank > 80 then 'fifth 1'
            when customer_years.contribution_midrank > 60 then 'fifth 2'
            when customer_years.contribution_midrank > 40 then 'fifth 3'
            when customer_years.contribution_midrank > 20 then 'fifth 4'
            else 'fifth 5'
        end as part,
        (extract(year from span.since_day) - extract(year from customers.joined_on)) * 12
            + extract(month from span.since_day) - extract(month from customers.joined_on) + 1 as entered,
        case
            when customers.left_on <= span.last_day
                then (extract(year from customers.left_on) - extract(year from customers.joined_on)) * 12
                    + extract(month from customers.left_on) - extract(month from customers.joined_on)
            else (extract(year from span.last_day) - extract(year from customers.joined_on)) * 12
                + extract(month from span.last_day) - extract(month from customers.joined_on)
        end as lived,
        case when customers.left_on <= span.last_day then 1 else 0 end as has_left
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    cross join span
    where customer_years.years_ago = :since
        and customer_years.had_business
        and customers.joined_on <= span.since_day
        and (customers.left_on is null or customers.left_on > span.since_day)
        and {{ customer_in_scope("customer_years") }}
),

counted as (
    select
        part,
        cast(entered as integer) as entered,
        cast(lived as integer) as lived,
        has_left,
        count(*) as customers
    from seen
    where lived >= entered
    group by part, cast(entered as integer), cast(lived as integer), has_left
)

select * from counted
order by part, entered, lived, has_left
