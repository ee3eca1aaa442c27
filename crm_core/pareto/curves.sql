-- grain: one curve of the measure and year: whether its customers are in the scope
with curves as (
    select
        curve_id,
        region_id,
        customer_type,
        case when :every_region = 1 or region_id in (:regions) then 1 else 0 end as has_region,
        case when :every_type = 1 or customer_type in (:customer_types) then 1 else 0 end as has_type
    from value_curves
    where measure = :by
        and years_ago = :years_ago + :back
)

select * from curves
order by curve_id
