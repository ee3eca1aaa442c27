-- grain: one customer at the end of the trailing year :years_ago, for six months at least, of the whole bank, by rank of contribution; what is known of them then, and whether they had left or gone quiet a year later
-- Numbers only, and none unknown: an unknown tenure or size is -1. No region, no
-- name and no protected attribute: what a model must not learn it does not get.
with ends as (
    select
        years.last_day as cutoff_day,
        later.last_day as later_day,
        coalesce(years.has_balance and later.has_balance, false) as has_balance,
        coalesce(years.has_turnover and later.has_turnover, false) as has_turnover
    from book_years as years
    left join book_years as later on later.years_ago = years.years_ago - 1
    where years.years_ago = :years_ago
),

members as (
    select
        customer_years.customer_id,
        customer_years.contribution_rank,
        customer_years.region_id,
        customer_years.customer_type,
        customer_years.branch_id,
        customer_years.manager_id,
        customer_years.tenure_months,
        customer_years.size_amount,
        customer_years.credit_grade,
        customer_years.balance,
        customer_years.turnover,
        customer_years.transactions,
        customer_years.contribution,
        case when customers.left_on <= ends.later_day then 1 else 0 end as has_left,
        ends.has_balance,
        ends.has_turnover
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    cross join ends
    where customer_years.years_ago = :years_ago
        and (customers.left_on is null or customers.left_on > ends.cutoff_day)
        and {{ can_be_judged("customer_years") }}
),

contacted as (
    select
        customer_id,
        sum(contacts) as contacts
    from contact_years
    where years_ago = :years_ago
    group by customer_id
),

described as (
    select
        cast(members.contribution_rank as integer) as contribution_rank,
        desks.desk_id,
        case members.customer_type when 'individual' then 0 when 'business' then 1 when 'corporate' then 2 else 3 end
            as type_code,
        case members.credit_grade
            when 'A' then 0 when 'B' then 1 when 'C' then 2 when 'D' then 3 when 'E' then 4 else 5
        end as grade_code,
        coalesce(members.tenure_months, -1) as tenure_months,
        cast(coalesce(members.size_amount, -1) as real) as size_amount,
        cast(members.contribution as double) as contribution,
        cast(coalesce(contacted.contacts, 0) as real) as contacts,
        cast(coalesce(halves.late_balance, 0) as real) as late_balance,
        cast(coalesce(halves.early_balance, 0) as real) as early_balance,
        cast(coalesce(halves.late_turnover, 0) as real) as late_turnover,
        cast(coalesce(halves.early_turnover, 0) as real) as early_turnover,
        cast(coalesce(halves.late_transactions, 0) as real) as late_transactions,
        cast(coalesce(halves.mean_transactions, 0) as real) as mean_transactions,
        cast(coalesce(halves.products_now, 0) as smallint) as products_now,
        cast(coalesce(halves.products_before, 0) as smallint) as products_before,
        members.has_left,
        {{ went_quiet("members.has_left", "members", "later", "members") }} as is_quiet
    from members
    inner join desks
        on members.region_id = desks.region_id
        and members.customer_type = desks.customer_type
        and members.branch_id = desks.branch_id
        and members.manager_id = desks.manager_id
    left join customer_halves as halves
        on members.customer_id = halves.customer_id and halves.years_ago = :years_ago
    left join contacted on members.customer_id = contacted.customer_id
    left join customer_years as later
        on members.customer_id = later.customer_id and later.years_ago = :years_ago - 1
)

select * from described
order by contribution_rank
