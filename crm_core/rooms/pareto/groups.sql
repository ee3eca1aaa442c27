-- grain: one product, branch, manager, region or customer type × trailing year, under the scope; this year and those before it
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
    union all
    select 'products' as unit, product_years.product_id as id, product_years.years_ago, product_years.region_id,
        product_years.customer_type,
        cast(product_years.holder_months as double) / book_years.months_with_activity as customers,
        product_years.contribution, product_years.revenue, product_years.balance, product_years.turnover
    from product_years
    inner join book_years on product_years.years_ago = book_years.years_ago
),

names as (
    select 'branches' as unit, branch_id as id, name from book_branches
    union all
    select 'managers' as unit, manager_id as id, name from book_staff
    union all
    select 'regions' as unit, region_id as id, name from book_regions
    union all
    select 'products' as unit, product_id as id, name from book_products
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
    having sum({{ measured() }}) is not null -- what is unknown of a product has no rank
),

named as (
    select
        sums.id,
        names.name,
        sums.years_ago - :years_ago as back,
        cast(round(sums.customers) as bigint) as customers,
        cast(sums.amount as decimal(18, 2)) as amount
    from sums
    left join names on sums.unit = names.unit and sums.id = names.id
)

select * from named
order by back, amount desc, id
