-- grain: one group of customers; its place is the region and type that most of its customers share, the first by name where as many do
with placed as (
    select
        groups.group_id,
        customers.region_id,
        customers.customer_type,
        count(*) as customers
    from groups
    inner join customers on groups.customer_id = customers.customer_id
    group by groups.group_id, customers.region_id, customers.customer_type
),

ranked as (
    select
        group_id,
        region_id,
        customer_type,
        row_number() over (partition by group_id order by customers desc, region_id, customer_type) as place,
        sum(customers) over (partition by group_id) as customers
    from placed
),

described as (
    select
        group_id,
        max(group_name) as name,
        max(kind) as kind
    from groups
    group by group_id
),

named as (
    select
        ranked.group_id,
        {{ told_apart("described.name", "ranked.group_id") }} as name,
        described.kind,
        ranked.region_id,
        ranked.customer_type,
        cast(ranked.customers as bigint) as customers
    from ranked
    inner join described on ranked.group_id = described.group_id
    where ranked.place = 1
)

select * from named
