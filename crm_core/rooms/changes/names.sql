-- grain: region, product, branch or manager, by its id and name
with named as (
    select 'regions' as kind, region_id as id, name
    from book_regions
    union all
    select 'products' as kind, product_id as id, name
    from book_products
    union all
    select 'branches' as kind, branch_id as id, name
    from book_branches
    union all
    select 'managers' as kind, manager_id as id, name
    from book_staff
)

select * from named
