-- grain: region × customer type; the hours that service contacts took in the 12 months of the asked year
with served as (
    select
        region_id,
        customer_type,
        sum(minutes) / 60.0 as hours
    from contact_years
    where years_ago = :years_ago
        and region_id is not null
        and timed_contacts > 0
        and {{ in_regions() }}
    group by region_id, customer_type
)

select * from served
order by region_id, customer_type
