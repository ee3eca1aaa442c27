-- grain: one source file × its rows, customers or one amount; as read and as accepted
with totals as (
    select
        table_name,
        file,
        measure,
        before,
        after,
        rejected_share,
        unread
    from book_totals
)

select * from totals
order by table_name, file, case measure when 'rows' then 1 when 'customers' then 2 else 3 end, measure
