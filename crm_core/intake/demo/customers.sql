-- grain: one customer of the block
with shown as (
    select
        people.customer_id,
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
    left join leavers on people.customer_id = leavers.customer_id
)

select * from shown
order by customer_id
