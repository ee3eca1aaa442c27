-- grain: bank × region × kind of doubt; balances of the market that cannot be what they seem, with the remedy
select
    'market' as table_name,
    json_object('text', /*N_*/ '{bank} in {region}', 'bank', institution, 'region', region_id) as subject,
    json_object(
        'text',
        case suspicion
            when 'main office' then
                /*N_*/ 'Equals the sum of all other regions of this bank as far as rounding shows: it looks like the whole bank booked at its main office and would count it twice. Remove these rows. Left out of every share: its rows of {first_day} to {last_day}, {rows_count} in number.'
            when 'market total' then
                /*N_*/ 'Is called a total, or equals the sum of all other banks of the region as far as rounding shows: it looks like a total and would count every bank twice. Remove these rows. Left out of every share: its rows of {first_day} to {last_day}, {rows_count} in number.'
            when 'our own again' then
                /*N_*/ 'Equals what our own bank reports as far as rounding shows: it looks like our own balances under another name and would count them twice. Remove these rows, or mark both names as ours and keep each balance once. Left out of every share: its rows of {first_day} to {last_day}, {rows_count} in number.'
            else
                /*N_*/ 'Our own customers hold more here than the whole market reports: a branch booked in another region, or a market file in thousands. Correct the market file. Left out of every share: its rows of {first_day} to {last_day}, {rows_count} in number.'
        end,
        'rows_count', count(*),
        'first_day', min(period),
        'last_day', max(period)
    ) as reason
from market_rows
where suspicion is not null
group by institution, region_id, suspicion
order by institution, region_id
