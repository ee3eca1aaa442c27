-- grain: one desk (region × customer type × branch × manager) under the scope, with the names of its region and manager
with named as (
    select
        desks.desk_id,
        desks.region_id,
        book_regions.name as region,
        desks.customer_type,
        desks.manager_id,
        staff.name as manager
    from {{ of_the_bank("desks") }}
    inner join book_regions on desks.region_id = book_regions.region_id
    left join book_staff as staff on desks.manager_id = staff.manager_id
    where {{ in_scope("desks") }}
)

select * from named
order by desk_id
