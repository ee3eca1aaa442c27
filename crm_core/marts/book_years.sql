-- grain: one trailing year (0, 1, 2) that has activity; complete when all of its 12 months have some
with ends as (
    select max(month) as last_month
    from book_months
    where months_ago >= 0
),

years as (
    select
        years_ago,
        count(*) as months_with_activity
    from book_months
    where years_ago >= 0
    group by years_ago
),

spans as (
    select
        years.years_ago,
        cast(ends.last_month - (years.years_ago * 12 + 11) * interval '1' month as date) as first_month,
        cast(ends.last_month - (years.years_ago * 12) * interval '1' month as date) as last_month,
        years.months_with_activity
    from years
    cross join ends
),

judged as (
    select
        years_ago,
        first_month,
        last_month,
        cast(last_month + interval '1' month - interval '1' day as date) as last_day,
        cast(months_with_activity as integer) as months_with_activity,
        months_with_activity = 12 as is_complete
    from spans
)

select * from judged
