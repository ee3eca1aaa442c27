-- grain: column of the activity × trailing year × region × customer type; what is given of what the product has elsewhere
{% from "measured.sql" import columns %}
with products_told as (
    select
        product_id,
        {% for column in columns %}
        sum(given_{{ column }}) > 0 as gives_{{ column }},
        sum(known_{{ column }}) > 0 as has_{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from quality_activity
    group by product_id
),

placed as (
    select
        quality_activity.*,
        products_told.* exclude (product_id),
        coalesce(book_months.years_ago, -1) as years_ago
    from quality_activity
    inner join products_told on quality_activity.product_id = products_told.product_id
    left join book_months on quality_activity.month = book_months.month
),

cells as (
    {% for column in columns %}
    {% set weight = "turnovers" if column == "balance" else "balances" %}
    select
        'activity' as table_name,
        '{{ column }}' as column_name,
        years_ago,
        region_id,
        customer_type,
        coalesce(sum(case when gives_{{ column }} then held end), 0) as expected,
        sum(given_{{ column }}) as filled,
        coalesce(sum(case when has_{{ column }} then held end), 0) as used,
        sum(known_{{ column }} - given_{{ column }}) as derived,
        coalesce(sum(case when gives_{{ column }} then {{ weight }} end), 0) as weight,
        coalesce(sum(case when gives_{{ column }} then missing_{{ column }} end), 0) as weight_missing,
        '{{ weight.rstrip("s") }}' as weighed_by
    from placed
    where has_{{ column }}
    group by years_ago, region_id, customer_type
    {{ "union all" if not loop.last }}
    {% endfor %}
)

select * from cells
