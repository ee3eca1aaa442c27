-- grain: one group of customers (region × customer type), and whether the scope looks at it
with placed as (
    select distinct
        group_id,
        region_id,
        customer_type
        {%- if by_segment %}, in_segment{% endif %}

    from desks
),

named as (
    select
        placed.group_id,
        placed.region_id,
        book_regions.name as region,
        placed.customer_type,
        case
            when {{ desk_in_scope("placed") }} then 1
            else 0
        end as in_scope
    from placed
    inner join book_regions on placed.region_id = book_regions.region_id
)

select * from named
order by group_id
