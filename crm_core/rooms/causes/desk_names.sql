-- grain: the asked branch and the asked manager, by name
with asked_desks as (
    select
        0 as is_manager,
        name
    from book_branches
    where branch_id = :branch
    union all
    select
        1 as is_manager,
        name
    from book_staff
    where manager_id = :manager
)

select * from asked_desks
order by is_manager
