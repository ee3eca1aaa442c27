-- grain: one account that nobody owns, or that several do
with orphans as (
    select
        account_id,
        0 as owners
    from berka_account
    anti join berka_owned_accounts using (account_id)
),

shared as (
    select
        account_id,
        count(*) as owners
    from berka_disp
    where type = 'OWNER'
    group by account_id
    having count(*) > 1
),

found as (
    select * from orphans
    union all
    select * from shared
)

select
    'disp' as table_name,
    json_object('text', /*N_*/ 'account {account}', 'account', account_id) as subject,
    json_object(
        'text',
        case
            when owners = 0 then /*N_*/ 'Nobody owns it: its movements are left out.'
            else /*N_*/ 'It has {owners_count} owners: the first one counts.'
        end,
        'owners_count', owners
    ) as reason
from found
