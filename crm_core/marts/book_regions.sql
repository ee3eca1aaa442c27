-- grain: one region that a customer lives in or the bank describes; its name is its id where the bank gives none, and has it behind it where two regions share a name; who is of no stated region is of one that says so
with known as (
    select region_id from regions
    union
    select region_id from customers
),

described as (
    select
        known.region_id,
        case
            when {{ is_stated("known.region_id") }} then coalesce(regions.name, known.region_id)
            else 'Region not stated'
        end as name,
        coalesce(regions.parent, '') as parent,
        regions.map_row,
        regions.map_column,
        regions.shape
    from known
    left join regions on known.region_id = regions.region_id
),

named as (
    select
        region_id,
        {{ told_apart("name", "region_id") }} as name,
        parent,
        map_row,
        map_column,
        shape
    from described
)

select * from named
