-- grain: what customers of the year lack (0 nothing, 1 size, 2 grade, 3 both) × region × customer type
with counted as (
    select
        lacking,
        group_id,
        count(*) as customers
    from tier_years
    where years_ago = :years_ago
        and contribution is not null
    group by lacking, group_id
)

select * from counted
