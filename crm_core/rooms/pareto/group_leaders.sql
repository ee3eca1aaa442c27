-- grain: one of the best groups and customers of no group in the year, under the scope
with ranked as (
    select
        is_group,
        unit_id,
        customers,
        {{ measured() }} as amount
    from unit_years
    where years_ago = :years_ago
        and {{ in_scope() }}
),

best as (
    select *
    from ranked
    order by amount desc, is_group, unit_id
    limit :most
),

named as (
    select
        best.unit_id as id,
        coalesce(book_groups.name, customers.name) as name,
        0 as back,
        best.customers,
        best.amount,
        best.is_group
    from best
    left join book_groups on best.is_group = 1 and best.unit_id = book_groups.group_id
    left join customers on best.is_group = 0 and best.unit_id = customers.customer_id
)

select * from named
order by amount desc, id
