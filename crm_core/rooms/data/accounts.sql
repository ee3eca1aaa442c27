-- grain: one source file; every line accounted for
with accounts as (
    select
        table_name,
        file,
        lines,
        accepted,
        rejected,
        blank,
        lines - header - accepted - rejected - blank as unaccounted
    from book_files
)

select * from accounts
order by table_name, file
