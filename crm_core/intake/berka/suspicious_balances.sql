-- grain: one row of the ledger whose balance does not follow from the balance before and the amount
select
    'trans' as table_name,
    json_object(
        'text', /*N_*/ 'movement {movement}, account {account}', 'movement', trans_id, 'account', account_id
    ) as subject,
    json_object(
        'text',
        case
            when is_on_the_cut then
                /*N_*/ 'The balance of {day} is {gap_amount} away from the balance before and the amount; the piece was cut within that day and lacks a movement.'
            else /*N_*/ 'The balance of {day} is {gap_amount} away from the balance before and the amount.'
        end,
        'day', day,
        'gap_amount', gap
    ) as reason
from berka_balance_gaps
where abs(gap) > :rounding
order by account_id, day, trans_id
