-- grain: part of the customers (:by) × month of life in which they are first seen × month of life in which they are last seen × whether they left then; how many under the scope
with span as (
    select
        book_years.last_day,
        months.first_month
    from book_years
    cross join (select min(month) as first_month from book_months) as months
    where book_years.years_ago = :years_ago
),

seen as (
    select
        case
            when :by = 'customer_type' then customers.customer_type
            when :by = 'region' then customers.region_id
            when :by = 'joined' and customers.joined_on < span.first_month then 'before'
            when :by = 'joined' then cast(extract(year from customers.joined_on) as varchar)
            else 'all'
        end as part,
        greatest(
            0, (extract(year from span.first_month) - extract(year from customers.joined_on)) * 12
            + extract(month from span.first_month) - extract(month from customers.joined_on)
        ) as entered,
        case
            when customers.left_on <= span.last_day
                then (extract(year from customers.left_on) - extract(year from customers.joined_on)) * 12
                    + extract(month from customers.left_on) - extract(month from customers.joined_on)
            else (extract(year from span.last_day) - extract(year from customers.joined_on)) * 12
                + extract(month from span.last_day) - extract(month from customers.joined_on)
        end as lived,
        case when customers.left_on <= span.last_day then 1 else 0 end as has_left
    from customers
    cross join span
    where customers.joined_on <= span.last_day
        and (customers.left_on is null or customers.left_on >= span.first_month)
        and {{ customer_in_scope("customers") }}
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
