-- grain: one curve of the measure and year, of the whole book
with curves as (
    select
        curve_id,
        region_id,
        customer_type
    from value_curves
    where ranked = :rank
        and measure = :by
        and years_ago = :year
)

select * from curves
order by curve_id
