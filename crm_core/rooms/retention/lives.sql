-- grain: part of the customers (:by) × month of life, at the end of the trailing year; how many under the scope are first seen in that month, how many are last seen in it, and how many of these left
with counted as (
    select
        case
            when :by = 'customer_type' then customer_type
            when :by = 'region' then region_id
            else part
        end as part,
        month_of_life as month,
        cast(sum(entered) as bigint) as entered,
        cast(sum(ended) as bigint) as ended,
        cast(sum(left_customers) as bigint) as left_customers
    from life_months
    where years_ago = :years_ago
        and kind = case when :by in ('products', 'value') then :by else 'joined' end
        and {{ in_scope() }}
    group by
        case
            when :by = 'customer_type' then customer_type
            when :by = 'region' then region_id
            else part
        end,
        month_of_life
)

select * from counted
order by part, month
