-- grain: one statement of how the book was worked out from what the files hold
with stated as (
    select
        table_name,
        sentence
    from derivations
)

select * from stated
order by table_name, sentence
