-- grain: column of the activity × month; what is given of what the product has elsewhere
{% from "measured.sql" import columns %}
{% for column in columns %}
select
    '{{ column }}' as column_name,
    month,
    sum(held) as expected,
    sum(given_{{ column }}) as filled
from quality_activity
where product_id in (select product_id from quality_activity group by product_id having sum(given_{{ column }}) > 0)
group by month
{{ "union all" if not loop.last }}
{% endfor %}
