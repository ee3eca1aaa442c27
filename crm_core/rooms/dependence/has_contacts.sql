-- grain: one row; whether the bank brought its service contacts
with counted as (
    select count(*) as contacts
    from contacts
)

select * from counted
