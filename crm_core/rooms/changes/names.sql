-- grain: product, branch or manager that is asked about, by name
with named as (
    select 'product' as kind, name
    from book_products
    where product_id = :product
    union all
    select 'branch' as kind, name
    from book_branches
    where branch_id = :branch
    union all
    select 'manager' as kind, name
    from book_staff
    where manager_id = :manager
)

select * from named
