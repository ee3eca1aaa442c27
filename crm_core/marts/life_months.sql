-- grain: trailing year × region × customer type × kind (joined; products, value: in the year that is followed) × part of that kind × month of life; how many customers are first seen in that month, how many are last seen in it, and how many of these left
-- A customer is seen from the month in which the data begins to the last day of the trailing year (decision 140).
-- Whoever stays longer has time to hold more products and to contribute more: so these kinds are those of a year that is
-- over, the first with a whole year after it, and what is followed is what came after it (a landmark: Anderson, Cain and
-- Gelber, J. Clin. Oncol. 1, 1983).
with starts as (
    select min(month) as first_month
    from book_months
),

whole_pairs as (
    select
        years.years_ago,
        before.last_day as since_day,
        before.years_ago as since
    from book_years as years
    inner join book_years as before on before.years_ago = years.years_ago + 1
    where years.is_complete
        and before.is_complete
),

earliest as (
    select max(since) as since
    from whole_pairs
),

landmarks as (
    select
        book_years.years_ago,
        book_years.last_day,
        whole_pairs.since,
        whole_pairs.since_day
    from book_years
    inner join whole_pairs on book_years.years_ago <= whole_pairs.years_ago
    inner join earliest on whole_pairs.since = earliest.since
),

from_the_first as (
    select
        book_years.years_ago,
        customers.region_id,
        customers.customer_type,
        case
            when customers.joined_on < starts.first_month then 'before'
            else cast(extract(year from customers.joined_on) as varchar)
        end as part,
        greatest(0, {{ months_between("customers.joined_on", "starts.first_month") }}) as entered,
        customers.joined_on,
        customers.left_on,
        book_years.last_day
    from customers
    cross join book_years
    cross join starts
    where customers.joined_on <= book_years.last_day
        and (customers.left_on is null or customers.left_on >= starts.first_month)
),

from_the_landmark as (
    select
        landmarks.years_ago,
        customer_years.region_id,
        customer_years.customer_type,
        case
            when customer_years.products_held >= 3 then '3' else cast(customer_years.products_held as varchar)
        end as products_part,
        case
            when customer_years.contribution_midrank > 80 then 'fifth 1'
            when customer_years.contribution_midrank > 60 then 'fifth 2'
            when customer_years.contribution_midrank > 40 then 'fifth 3'
            when customer_years.contribution_midrank > 20 then 'fifth 4'
            else 'fifth 5'
        end as value_part,
        {{ months_between("customers.joined_on", "landmarks.since_day") }} + 1 as entered,
        customers.joined_on,
        customers.left_on,
        landmarks.last_day
    from landmarks
    inner join customer_years on landmarks.since = customer_years.years_ago
    inner join customers on customer_years.customer_id = customers.customer_id
    where customer_years.had_business
        and customers.joined_on <= landmarks.since_day
        and (customers.left_on is null or customers.left_on > landmarks.since_day)
),

{% set kinds = {"joined": ("from_the_first", "part"), "products": ("from_the_landmark", "products_part"),
                "value": ("from_the_landmark", "value_part")} %}
seen as (
    {% for kind, (followed, part) in kinds.items() %}
    select
        years_ago,
        region_id,
        customer_type,
        '{{ kind }}' as kind,
        {{ part }} as part,
        entered,
        {{ last_month_of_life(followed, "last_day") }} as ended,
        case when left_on <= last_day then 1 else 0 end as has_left
    from {{ followed }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

lives as (
    select
        years_ago,
        region_id,
        customer_type,
        kind,
        part,
        entered,
        ended,
        count(*) as customers,
        sum(has_left) as left_customers
    from seen
    where ended >= entered
    group by years_ago, region_id, customer_type, kind, part, entered, ended
),

edges as (
    select
        years_ago,
        region_id,
        customer_type,
        kind,
        part,
        entered as month_of_life,
        customers as entered,
        0 as ended,
        0 as left_customers
    from lives
    union all
    select
        years_ago,
        region_id,
        customer_type,
        kind,
        part,
        ended as month_of_life,
        0 as entered,
        customers as ended,
        left_customers
    from lives
),

counted as (
    select
        years_ago,
        region_id,
        customer_type,
        kind,
        part,
        month_of_life,
        cast(sum(entered) as bigint) as entered,
        cast(sum(ended) as bigint) as ended,
        cast(sum(left_customers) as bigint) as left_customers
    from edges
    group by years_ago, region_id, customer_type, kind, part, month_of_life
)

select * from counted
order by years_ago, kind, region_id, customer_type, part, month_of_life
