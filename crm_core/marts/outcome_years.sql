-- grain: trailing year that is whole like the one before it × region × customer type; of the customers at the end of the year before, how many left in it and how many went quiet, and what they contributed before and, the quiet, after
with pairs as (
    select
        years.years_ago,
        before.years_ago as years_before,
        before.last_day as cutoff_day,
        years.last_day,
        years.has_balance and before.has_balance as has_balance,
        years.has_turnover and before.has_turnover as has_turnover
    from book_years as years
    inner join book_years as before on before.years_ago = years.years_ago + 1
    where years.is_complete
        and before.is_complete
),

followed as (
    select
        pairs.years_ago,
        pairs.has_balance,
        pairs.has_turnover,
        before.customer_id,
        before.region_id,
        before.customer_type,
        before.balance,
        before.turnover,
        before.contribution,
        case when customers.left_on <= pairs.last_day then 1 else 0 end as has_left
    from customer_years as before
    inner join pairs on before.years_ago = pairs.years_before
    inner join customers on before.customer_id = customers.customer_id
    where (customers.left_on is null or customers.left_on > pairs.cutoff_day)
        and {{ can_be_judged("before") }}
),

judged as (
    select
        followed.years_ago,
        followed.region_id,
        followed.customer_type,
        followed.has_balance or followed.has_turnover as knows_quiet,
        followed.has_left,
        {{ went_quiet("followed.has_left", "followed", "later", "followed") }} as is_quiet,
        followed.contribution,
        coalesce(later.contribution, 0) as contribution_after
    from followed
    left join customer_years as later
        on followed.customer_id = later.customer_id and followed.years_ago = later.years_ago
),

sums as (
    select
        years_ago,
        region_id,
        customer_type,
        knows_quiet,
        count(*) as customers,
        cast(sum(has_left) as bigint) as closed,
        cast(sum(is_quiet) as bigint) as quiet,
        cast(sum(contribution) as decimal(18, 2)) as contribution,
        cast(sum(case when has_left = 1 then contribution else 0 end) as decimal(18, 2)) as closed_contribution,
        cast(sum(case when is_quiet = 1 then contribution else 0 end) as decimal(18, 2)) as quiet_contribution,
        cast(
            sum(case when is_quiet = 1 then contribution_after else 0 end) as decimal(18, 2)
        ) as quiet_contribution_after
    from judged
    group by years_ago, region_id, customer_type, knows_quiet
)

select * from sums
order by years_ago, region_id, customer_type
