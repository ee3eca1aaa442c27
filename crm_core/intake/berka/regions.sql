-- grain: one district; its old region as parent, today's name and shape where the crosswalk and the map are there
with districts as (
    select
        cast(berka_district."A1" as varchar) as region_id,
        coalesce(berka_crosswalk."NAZ_LAU1", berka_district."A2") as name,
        berka_district."A3" as parent,
        berka_shapes.shape
    from berka_district
    left join berka_crosswalk on berka_district."A1" = berka_crosswalk."A1"
    left join berka_shapes on berka_crosswalk."KOD_LAU1" = berka_shapes.code
)

select * from districts
order by region_id
