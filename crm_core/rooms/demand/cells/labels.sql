-- grain: one region, product or customer type of the book: its name (with the id where two share it), and whether the
-- scope asks for it
with regions as (
    select
        'region' as kind,
        region_id as id,
        name,
        '' as family,
        {{ in_regions() }} as is_asked
    from book_regions
),

kinds as (
    select distinct
        'customer_type' as kind,
        customer_type as id,
        customer_type as name,
        '' as family,
        {{ in_types() }} as is_asked
    from demand_months
),

sold as (
    select
        'product' as kind,
        product_id as id,
        name,
        family,
        true as is_asked
    from book_products
),

labels as (
    select * from regions
    union all
    select * from kinds
    union all
    select * from sold
),

counted as (
    select
        kind,
        id,
        name,
        family,
        is_asked,
        count(*) over (partition by kind, name) as namesakes
    from labels
),

told_apart as (
    select
        kind,
        id,
        case when namesakes > 1 then name || ' (' || id || ')' else name end as name,
        family,
        is_asked
    from counted
)

select * from told_apart
order by kind, name, id
