-- grain: trailing year × region × customer type × line of contribution; its size, and what of it the cards stand in for
{% from "measured.sql" import lines %}
{% for line in lines %}
select
    book_months.years_ago,
    quality_activity.region_id,
    quality_activity.customer_type,
    '{{ line }}' as line,
    sum(quality_activity.size_{{ line }}) as amount,
    coalesce(sum(quality_activity.derived_{{ line }}), 0) as derived
from quality_activity
inner join book_months on quality_activity.month = book_months.month
where book_months.years_ago >= 0
group by book_months.years_ago, quality_activity.region_id, quality_activity.customer_type
having sum(quality_activity.size_{{ line }}) > 0
{{ "union all" if not loop.last }}
{% endfor %}
