-- grain: one control figure; what the sources are known to hold against what the book holds
with figures as (
    select
        name,
        expected,
        found,
        agrees,
        note
    from controls
)

select * from figures
order by agrees, name
