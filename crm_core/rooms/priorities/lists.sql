{# What the three lists of customers share: who may stand on one, how many there are, and the page that is asked for. #}

{# `left_customers` and `matches`: those who are gone, and those whose number or name holds what is searched for. #}
{% macro who_is_meant() -%}
left_customers as (
    select customer_id
    from customers
    where left_on is not null
),

matches as (
    select customer_id
    from customers
    where :search <> ''
        and (position(lower(:search) in lower(customer_id)) > 0 or position(lower(:search) in lower(name)) > 0)
)
{%- endmacro %}

{% macro is_meant(customer="customer_id") -%}
{{ customer }} not in (select customer_id from left_customers)
        and (:search = '' or {{ customer }} in (select customer_id from matches))
{%- endmacro %}

{# `totals` and `listed`: how many customers of `rows` and how much money there are, and one page of them. #}
{% macro page_of(rows, order) -%}
totals as (
    select
        count(*) as found,
        cast(sum(money) as double) as found_money
    from {{ rows }}
),

listed as (
    select *
    from {{ rows }}
    order by {{ order }}, customer_id
    limit :most offset :skip
)
{%- endmacro %}

{# `ranks`: the ranks in one year of the contributions of those listed; equal contributions share a rank. #}
{% macro ranks_of(name, amount, year) -%}
{{ name }} as (
    select
        contribution,
        min(contribution_rank) as place
    from customer_years
    where years_ago = {{ year }}
        and contribution in (select {{ amount }} from listed)
    group by contribution
)
{%- endmacro %}

{# The columns of every list beside its own, from `customers`, `book_regions` and `totals`. #}
{% macro named() -%}
customers.name,
        book_regions.name as region,
        totals.found,
        totals.found_money
{%- endmacro %}

{% macro with_names() -%}
inner join customers on listed.customer_id = customers.customer_id
    inner join book_regions on customers.region_id = book_regions.region_id
    cross join totals
{%- endmacro %}
