-- grain: one region that a customer lives in or the bank describes; its name is its id where the bank gives none
with known as (
    select region_id from regions
    union
    select region_id from customers
),

named as (
    select
        known.region_id,
        coalesce(regions.name, known.region_id) as name,
        coalesce(regions.parent, '') as parent,
        regions.map_row,
        regions.map_column,
        regions.shape
    from known
    left join regions on known.region_id = regions.region_id
)

select * from named
