-- grain: column of the customers file that the bank fills for customers of a type; the business of those who have it, and of whom nothing is missing, in the asked year under the scope
{% set columns = ["region_id", "customer_type", "joined_on", "branch_id", "credit_grade", "size_amount"] %}
with filled as (
    select
        customer_files.*,
        case
            when :by = 'balance' then balance_size
            when :by = 'turnover' then turnover_size
            else revenue_size
        end as business
    from customer_files
    where years_ago = :years_ago
),

-- What no customer of a type has, the bank does not record of that type: nothing is missing there.
recorded as (
    select
        customer_type,
        {% for column in columns %}
        max(has_{{ column }}) as records_{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ of_the_bank("customer_files") }}
    where years_ago = :years_ago
    group by customer_type
),

judged as (
    select
        filled.*,
        {% for column in columns %}
        recorded.records_{{ column }},
        {% endfor %}
        {% for column in columns %}
        filled.has_{{ column }} >= recorded.records_{{ column }}{{ " and" if not loop.last }}
        {% endfor %} as is_complete
    from filled
    inner join recorded on filled.customer_type = recorded.customer_type
    where {{ in_scope("filled") }}
),

counted as (
    select
        'complete' as column_name,
        sum(customers) as customers,
        sum(case when is_complete then customers else 0 end) as filled_customers,
        cast(sum(business) as double) as business,
        cast(sum(case when is_complete then business else 0 end) as double) as filled_business
    from judged
    {% for column in columns %}
    union all
    select
        '{{ column }}' as column_name,
        sum(records_{{ column }} * customers) as customers,
        sum(has_{{ column }} * customers) as filled_customers,
        cast(sum(business * records_{{ column }}) as double) as business,
        cast(sum(business * has_{{ column }}) as double) as filled_business
    from judged
    {% endfor %}
),

recorded_columns as (
    select *
    from counted
    where customers > 0
)

select * from recorded_columns
order by column_name
