-- grain: one customer; those whose contribution or revenue of the trailing year changed most against the year before
with chosen as (
    select
        customer_id,
        name,
        region_id,
        standing,
        case when :by = 'contribution' then contribution else revenue end as amount,
        case when :by = 'contribution' then contribution_before else revenue_before end as amount_before
    from customer_changes
    where years_ago = :years_ago
        and {{ in_scope() }}
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
),

named as (
    select
        chosen.customer_id as id,
        chosen.name,
        book_regions.name as region,
        chosen.standing,
        cast(chosen.amount_before as double) as amount_before,
        cast(chosen.amount as double) as amount,
        cast(chosen.amount - chosen.amount_before as double) as change
    from chosen
    left join book_regions on chosen.region_id = book_regions.region_id
    where chosen.amount <> chosen.amount_before
)

select * from named
order by abs(change) desc, id
limit :most
