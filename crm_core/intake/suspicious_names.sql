-- grain: one group of names or ids that differ only in case, spaces, accents or how these are encoded, with the remedy
with spelled as (
    select 'customers' as table_name, 'ids of customers' as what, customer_id as spelling from customers
    union
    select 'regions', 'ids of regions', region_id from book_regions
    union
    select 'regions', 'names of regions', name from regions
    union
    select 'products', 'ids of products', product_id from products
    union
    select 'products', 'names of products', name from products
    union
    select 'branches', 'ids of branches', branch_id from branches
    union
    select 'branches', 'names of branches', name from branches
    union
    select 'staff', 'ids of managers', manager_id from staff
    union
    select 'staff', 'names of managers', name from staff
    union
    select 'region_industry', 'names of industries', industry from region_industry
    union
    -- our own bank counts as one whatever it is called
    select 'market', 'names of banks', case when bool_and(is_own) then 'our own' else institution end
    from market
    group by institution
    union
    select 'market', 'names of banks', counterpart from outflows
),

folded as (
    select
        table_name,
        what,
        spelling,
        trim(regexp_replace(
            regexp_replace(strip_accents(lower(nfc_normalize(spelling))), '[\x{200B}-\x{200F}\x{2060}\x{FEFF}\x{00AD}]', '', 'g'),
            '[\s\x{00A0}\x{2000}-\x{200A}\x{202F}\x{3000}]+', ' ', 'g'
        )) as folded
    from spelled
    where spelling is not null
),

alike as (
    select
        table_name,
        what,
        folded,
        string_agg('''' || spelling || '''', ', ' order by spelling) as spellings,
        count(*) as how_many,
        row_number() over (partition by table_name, what order by folded) as place,
        count(*) over (partition by table_name, what) as groups
    from folded
    group by table_name, what, folded
    having count(*) > 1
),

found as (
    select
        table_name,
        spellings as subject,
        json_object(
            'text',
            case
                when what = 'ids of customers' then
                    /*N_*/ 'These ids of customers differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
                when what = 'ids of regions' then
                    /*N_*/ 'These ids of regions differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
                when what = 'ids of products' then
                    /*N_*/ 'These ids of products differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
                when what = 'ids of branches' then
                    /*N_*/ 'These ids of branches differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
                when what = 'ids of managers' then
                    /*N_*/ 'These ids of managers differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
                else
                    /*N_*/ 'These names differ only in capitals, spaces, accents or their encoding, and count as {spellings_count} different ones. If they are one, write them the same way and build again.'
            end,
            'spellings_count', how_many
        ) as reason,
        place = 20 and groups > 20 as is_followed,
        groups - 20 as further
    from alike
    where place <= 20
),

told as (
    select
        table_name,
        subject,
        case
            when is_followed then json_array(
                reason, json_object('text', /*N_*/ 'Further groups like this one: {further_count}.', 'further_count', further)
            )
            else reason
        end as reason
    from found
)

select * from told
order by table_name, subject
