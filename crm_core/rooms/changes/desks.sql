-- grain: branch or manager of customers under the scope
with held as (
    select distinct
        'branch' as kind,
        branch_id as id
    from desks
    where branch_id <> ''
        and {{ desk_in_scope() }}
    union all
    select distinct
        'manager' as kind,
        manager_id as id
    from desks
    where manager_id <> ''
        and {{ desk_in_scope() }}
),

named as (
    select
        held.kind,
        held.id,
        case when held.kind = 'branch' then book_branches.name else book_staff.name end as name
    from held
    left join book_branches on held.kind = 'branch' and held.id = book_branches.branch_id
    left join book_staff on held.kind = 'manager' and held.id = book_staff.manager_id
)

select * from named
order by kind, name, id
