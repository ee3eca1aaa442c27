-- grain: table × kind of reason for which rows were rejected; reasons alike but for their values are one kind
-- A row with several reasons counts for each. Whole lists are gathered first, so that few are taken apart.
with alike as (
    select
        table_name,
        count(*) as rejected,
        min((file, line)) as first,
        arg_min(reasons, (file, line)) as reasons
    from quarantine
    group by table_name, regexp_replace(reasons, :values, '', 'g')
),

apart as (
    select
        table_name,
        rejected,
        first,
        unnest(
            case
                when starts_with(reasons, '[{"text":') then cast(from_json(reasons, '["json"]') as varchar[])
                else [reasons]
            end
        ) as reason
    from alike
),

kinds as (
    select
        table_name,
        arg_min(reason, first) as reasons,
        cast(sum(rejected) as bigint) as rejected,
        min(first) as first
    from apart
    group by table_name, regexp_replace(reason, :values, '', 'g')
)

select
    table_name,
    reasons,
    rejected,
    first[1] as first_file,
    first[2] as first_line
from kinds
order by rejected desc, table_name, first
