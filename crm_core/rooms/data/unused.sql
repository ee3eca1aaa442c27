-- grain: one source file with columns that no table of the contract has
with columns_left as (
    select
        table_name,
        file,
        columns
    from book_unused
)

select * from columns_left
order by table_name, file
