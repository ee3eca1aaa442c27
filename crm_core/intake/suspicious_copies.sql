-- grain: two sources of the activity with the same rows, customers and amounts: one may be a copy of the other
with amounts as (
    select
        file,
        max(before) filter (measure = 'rows') as held,
        list({'measure': measure, 'total': before} order by measure) as totals,
        count(*) filter (measure not in ('rows', 'customers')) as measures
    from book_totals
    where table_name = 'activity'
    group by file
)

select
    'activity' as table_name,
    json_object('text', /*N_*/ '{second_file}', 'second_file', later.file) as subject,
    json_object(
        'text',
        /*N_*/ 'Has the same number of rows and of customers and the same sums as {first_file}. If one is a copy of the other, its amounts count twice: leave one of them out.',
        'first_file', earlier.file
    ) as reason
from amounts as later
inner join amounts as earlier on later.totals = earlier.totals and earlier.file < later.file
where later.held > 1 and later.measures > 0
