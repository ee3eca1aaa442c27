-- grain: one desk (region × customer type × branch × manager), and whether the scope looks at it
with named as (
    select
        desks.desk_id,
        desks.group_id,
        desks.region_id,
        book_regions.name as region,
        desks.customer_type,
        desks.branch_id,
        desks.manager_id,
        case
            when {{ desk_in_scope("desks") }} then 1
            else 0
        end as in_scope
    from desks
    inner join book_regions on desks.region_id = book_regions.region_id
)

select * from named
order by desk_id
