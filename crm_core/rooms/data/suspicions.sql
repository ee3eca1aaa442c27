-- grain: one thing that is allowed and looks wrong; the first thousand
with ranked as (
    select
        table_name,
        subject,
        reason,
        row_number() over (order by table_name, subject, reason) as position
    from suspicions
),

noticed as (
    select
        table_name,
        subject,
        reason
    from ranked
    where position <= 1000
)

select * from noticed
order by table_name, subject, reason
