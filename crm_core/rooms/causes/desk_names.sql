-- grain: the asked branch and the asked manager, by name
with desks as (
    select
        1 as place,
        name
    from book_branches
    where branch_id = :branch
    union all
    select
        2 as place,
        coalesce(name, 'Manager ' || manager_id) as name
    from book_staff
    where manager_id = :manager
)

select * from desks
order by place
