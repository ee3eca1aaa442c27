-- grain: table × column; values expected, given and worked out from a card, and what the rows without one amount to
with columns_counted as (
    select
        table_name,
        column_name,
        max(weighed_by) as weighed_by,
        sum(expected) as expected,
        sum(filled) as filled,
        sum(used) as used,
        sum(derived) as derived,
        coalesce(sum(weight), 0) as weight,
        coalesce(sum(weight_missing), 0) as weight_missing
    from book_quality_cells
    group by table_name, column_name
)

select * from columns_counted
order by table_name, column_name
