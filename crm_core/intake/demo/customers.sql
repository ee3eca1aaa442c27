-- grain: one customer of the block
with shown as (
    select
        customer_id,
        customer_type,
        region_id,
        joined_on,
        left_on,
        name,
        branch_id,
        manager_id,
        industry,
        size_amount,
        credit_grade
    from people
)

select * from shown
