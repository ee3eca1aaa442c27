-- grain: one branch
with named as (
    select
        branch_id,
        name,
        region_id
    from book_branches
)

select * from named
order by branch_id
