-- grain: table × dimension; how many values or rows were looked at, and how many are as they should be
with counted as (
    select
        table_name,
        'completeness' as dimension,
        expected as checked,
        filled as passed
    from book_quality_cells
    where expected > 0 and column_name <> ''
    union all
    select
        table_name,
        dimension,
        checked,
        passed
    from book_quality_checks
    where region_id = '' and rule <> 'reason'
)

select
    table_name,
    dimension,
    sum(checked) as checked,
    sum(passed) as passed
from counted
group by table_name, dimension
