-- grain: the month that is left out of every year because it is still open, if there is one
select
    'activity' as table_name,
    strftime(month, '%Y-%m') as subject,
    strftime(month, '%B %Y') || ' is left out of every year: ' || reason
        || '. If it is complete, write last_month = "complete" under [book] in mapping.toml and build again.' as reason
from open_month
