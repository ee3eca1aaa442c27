-- grain: one desk (region × customer type × branch × manager) under the scope
with asked as (
    select desk_id
    from {{ of_the_bank("desks") }}
    where {{ in_scope("desks") }}
)

select * from asked
order by desk_id
