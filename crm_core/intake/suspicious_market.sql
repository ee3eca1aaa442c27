-- grain: bank × region × kind of doubt; balances of the market that cannot be what they seem, with the remedy
select
    'market' as table_name,
    institution || ' in ' || region_id as subject,
    case suspicion
        when 'main office' then 'Equals the sum of all other regions of this bank as far as rounding lets one see: it '
            || 'looks like the whole bank booked at its main office and would count it twice. Remove these rows'
        when 'market total' then 'Is called a total, or equals the sum of all other banks of the region as far as '
            || 'rounding lets one see: it looks like a total and would count every bank twice. Remove these rows'
        when 'our own again' then 'Equals what our own bank reports, as far as rounding lets one see: it looks like our '
            || 'own balances under another name and would count them twice. Remove these rows, or mark both names as '
            || 'ours and let each balance stand once'
        else 'Our own customers hold more here than the whole market reports: a branch booked in another region, or a '
            || 'market in thousands. Correct the market file'
    end || ' (' || count(*) || ' rows of ' || min(period) || ' to ' || max(period) || ', left out of every share).'
        as reason
from market_rows
where suspicion is not null
group by institution, region_id, suspicion
order by institution, region_id
