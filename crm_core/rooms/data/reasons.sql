-- grain: table × kind of reason for which rows were rejected; the hundred most frequent
with ranked as (
    select
        table_name,
        reasons,
        rejected,
        first_file,
        first_line,
        row_number() over (order by rejected desc, table_name, first_file, first_line) as position
    from book_rejections
),

frequent as (
    select
        table_name,
        reasons,
        rejected,
        first_file,
        first_line
    from ranked
    where position <= 100
)

select * from frequent
order by rejected desc, table_name, first_file, first_line
