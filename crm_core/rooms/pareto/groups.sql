-- grain: one branch, manager, region or customer type × trailing year, under the scope; this year and those before it
with customer_groups as (
    select 'branches' as unit, branch_id as id, years_ago, region_id, customer_type, customers,
        contribution, revenue, balance, turnover
    from relationship_years
    union all
    select 'managers' as unit, manager_id as id, years_ago, region_id, customer_type, customers,
        contribution, revenue, balance, turnover
    from relationship_years
    union all
    select 'regions' as unit, region_id as id, years_ago, region_id, customer_type, customers,
        contribution, revenue, balance, turnover
    from relationship_years
    union all
    select 'types' as unit, customer_type as id, years_ago, region_id, customer_type, customers,
        contribution, revenue, balance, turnover
    from relationship_years
),

names as (
    select 'branches' as unit, branch_id as id, name from book_branches
    union all
    select 'managers' as unit, manager_id as id, name from book_staff
    union all
    select 'regions' as unit, region_id as id, name from book_regions
),

sums as (
    select
        unit,
        id,
        years_ago,
        sum(customers) as customers,
        sum({{ measured() }}) as amount
    from customer_groups
    where unit = :rank
        and years_ago >= :years_ago
        and {{ in_scope() }}
    group by unit, id, years_ago
),

named as (
    select
        sums.id,
        names.name,
        sums.years_ago - :years_ago as back,
        cast(sums.customers as bigint) as customers,
        cast(sums.amount as decimal(18, 2)) as amount
    from sums
    left join names on sums.unit = names.unit and sums.id = names.id
)

select * from named
order by back, amount desc, id
