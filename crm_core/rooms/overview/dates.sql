-- grain: one row; whether the bank says of any customer when they joined and when they left
with stated as (
    select
        count(joined_on) > 0 as states_joining,
        count(left_on) > 0 as states_leaving
    from customers
)

select * from stated
