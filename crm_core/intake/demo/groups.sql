-- grain: customer of a group; households of neighbours in the list who are persons of one region, and groups of companies by their house
with counted as (
    select
        customer_id,
        customer_type,
        region_id,
        name,
        cast(substr(customer_id, 2) as bigint) as number
    from customers
),

pairs as (
    select
        one.customer_id,
        other.customer_id as other_id,
        'H' || substr(one.customer_id, 2) as group_id,
        'Familia ' || split_part(one.name, ' ', 2) || ' ' || split_part(other.name, ' ', 2) as group_name
    from counted as one
    inner join counted as other on one.number + 1 = other.number
    where one.number % 2 = 0
        and one.customer_type = 'individual'
        and other.customer_type = 'individual'
        and one.region_id = other.region_id
),

-- A group of companies: those of one house in one region; a larger bank has more groups, not larger ones.
companies as (
    select
        customer_id,
        'K' || region_id || lpad(cast(floor(number / 20000) as integer)::varchar, 4, '0') || ' '
            || split_part(name, ' ', 2) as group_id,
        'Casa ' || split_part(name, ' ', 2) as house,
        region_id
    from counted
    where customer_type = 'corporate'
        or (customer_type = 'business' and number % 4 = 0)
),

houses as (
    select group_id
    from companies
    group by group_id
    having count(*) > 1
),

joined as (
    select customer_id, group_id, group_name, 'household' as kind from pairs
    union all
    select other_id, group_id, group_name, 'household' as kind from pairs
    union all
    select
        companies.customer_id,
        companies.group_id,
        companies.house || ', ' || regions.name as group_name,
        'company group' as kind
    from companies
    inner join houses on companies.group_id = houses.group_id
    inner join regions on companies.region_id = regions.region_id
)

select * from joined
order by customer_id
