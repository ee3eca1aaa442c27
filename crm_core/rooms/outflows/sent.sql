-- grain: region × counterpart bank; what customers of the scope's types send there in a month; all regions
with sent as (
    select
        outflow_years.region_id,
        outflow_years.counterpart,
        sum(outflow_years.customers) as senders,
        cast(sum(outflow_years.monthly_amount) as double) as amount,
        cast(sum(outflow_years.standing_amount) as double) as standing_amount,
        sum(outflow_years.squared_amount) as squared_amount
    from outflow_years
    where outflow_years.years_ago = :years_ago
        and {{ in_types("outflow_years") }}
    group by outflow_years.region_id, outflow_years.counterpart
),

people as (
    select
        region_id,
        sum(customers) as customers
    from business_years
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

named as (
    select
        sent.region_id,
        coalesce(book_regions.name, sent.region_id) as region,
        {{ in_regions("sent") }} as is_asked,
        sent.counterpart,
        sent.senders,
        coalesce(people.customers, 0) as customers,
        sent.amount,
        sent.standing_amount,
        sent.squared_amount
    from sent
    left join book_regions on sent.region_id = book_regions.region_id
    left join people on sent.region_id = people.region_id
)

select * from named
order by region_id, counterpart
