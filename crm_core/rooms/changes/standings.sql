-- grain: one row; whether the book tells apart who joined, stayed and left
with told as (
    select max(standing) as standing
    from change_months
)

select * from told
