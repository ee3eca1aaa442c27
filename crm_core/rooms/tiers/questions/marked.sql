-- grain: one row; whether the book holds any protected attribute (1 or 0)
with marked as (
    select case when count(*) > 0 then 1 else 0 end as has_protected
    from customer_protected
)

select * from marked
