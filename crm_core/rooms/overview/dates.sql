-- grain: one row; whether the bank says of any customer when they joined and when they left
-- Ends at the first customer of whom it does.
with stated as (
    select
        exists (select 1 as found from customers where joined_on is not null) as states_joining,
        exists (select 1 as found from customers where left_on is not null) as states_leaving
)

select * from stated
