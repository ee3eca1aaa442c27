-- grain: rule × table × column × region (empty for all of the book); what was looked at and what passed
with checks as (
    select
        book_quality_checks.dimension,
        book_quality_checks.rule,
        book_quality_checks.table_name,
        book_quality_checks.column_name,
        book_quality_checks.region_id,
        coalesce(book_regions.name, book_quality_checks.region_id) as region,
        book_quality_checks.checked,
        book_quality_checks.passed,
        coalesce(book_quality_checks.note, '') as note
    from book_quality_checks
    left join book_regions on book_quality_checks.region_id = book_regions.region_id
    where book_quality_checks.rule <> 'reason' or book_quality_checks.checked - book_quality_checks.passed > 0
)

select * from checks
order by dimension, table_name, column_name, rule, region, region_id
