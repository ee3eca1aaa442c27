-- grain: one row; by trailing year, whether the customers' contribution adds up to that of the months, to the cent
with by_month as (
    select
        book_months.years_ago,
        sum(demand_months.contribution) as contribution
    from demand_months
    inner join book_months on demand_months.month = book_months.month
    where book_months.years_ago >= 0
    group by book_months.years_ago
),

by_customer as (
    select
        years_ago,
        sum(contribution) as contribution
    from customer_years
    group by years_ago
)

select
    'consistency' as dimension,
    'sum' as rule,
    '' as table_name,
    'contribution' as column_name,
    '' as region_id,
    count(*) as checked,
    count(case when by_month.contribution = by_customer.contribution then 1 end) as passed,
    null as note
from by_month
inner join by_customer on by_month.years_ago = by_customer.years_ago
having count(*) > 0
