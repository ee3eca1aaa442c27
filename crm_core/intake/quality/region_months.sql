-- grain: region; its months with activity, of those from its first to the last of the book
with last as (
    select max(month) as last_month
    from book_months
    where months_ago >= 0
),

spans as (
    select
        quality_activity.region_id,
        min(quality_activity.month) as first_month,
        count(distinct quality_activity.month) as months
    from quality_activity
    cross join last
    where quality_activity.month <= last.last_month
    group by quality_activity.region_id
)

select
    spans.region_id,
    date_diff('month', spans.first_month, last.last_month) + 1 as checked,
    spans.months as passed
from spans
cross join last
