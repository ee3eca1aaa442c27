-- grain: the month that is left out of every year because it is still open, if there is one
select
    'activity' as table_name,
    json_object('text', /*N_*/ '{month}', 'month', month) as subject,
    json_array(
        json_object('text', /*N_*/ '{month} is left out of every year because it is not complete.', 'month', month),
        cast(reason as json),
        json_object(
            'text',
            /*N_*/ 'If it is complete, write last_month = "complete" under [book] in mapping.toml and build again.'
        )
    ) as reason
from open_month
