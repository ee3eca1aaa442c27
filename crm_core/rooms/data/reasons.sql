-- grain: table × reason for which rows were rejected; the hundred most frequent
with counted as (
    select
        table_name,
        reasons,
        count(*) as rejected,
        min(line) as first_line
    from quarantine
    group by table_name, reasons
),

ranked as (
    select
        counted.*,
        row_number() over (order by rejected desc, table_name, reasons) as position
    from counted
),

frequent as (
    select
        table_name,
        reasons,
        rejected,
        first_line
    from ranked
    where position <= 100
)

select * from frequent
order by rejected desc, table_name, reasons
