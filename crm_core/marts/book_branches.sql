-- grain: one branch; branches of one name are told apart by their id
with named as (
    select
        branch_id,
        {{ told_apart("name", "branch_id") }} as name,
        region_id
    from branches
)

select * from named
