-- grain: trailing year up to :years_ago whose year before is whole too; of the customers under the scope at the end of the year before, how many left in it and how many went quiet, and what they contributed before and, the quiet, after
-- The balance of a customer's year is the mean of its months, its turnover their sum. Whoever lacked one of them in the
-- year before cannot fall quiet; a measure that the book does not know is not asked, and of a book that knows neither
-- nobody can say who went quiet.
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
        and years.years_ago >= :years_ago
),

followed as (
    select
        pairs.years_ago,
        pairs.has_balance,
        pairs.has_turnover,
        before.contribution,
        before.balance as balance_before,
        before.turnover as turnover_before,
        coalesce(later.balance, 0) as balance,
        coalesce(later.turnover, 0) as turnover,
        coalesce(later.contribution, 0) as contribution_after,
        case when customers.left_on <= pairs.last_day then 1 else 0 end as has_left
    from customer_years as before
    inner join pairs on before.years_ago = pairs.years_before
    inner join customers on before.customer_id = customers.customer_id
    left join customer_years as later
        on before.customer_id = later.customer_id and later.years_ago = pairs.years_ago
    where (customers.left_on is null or customers.left_on > pairs.cutoff_day)
        and (before.tenure_months is null or before.tenure_months >= :min_months)
        and {{ customer_in_scope("before") }}
),

judged as (
    select
        years_ago,
        contribution,
        contribution_after,
        has_left,
        case when has_balance or has_turnover then 1 else 0 end as knows_quiet,
        case
            when has_left = 1 or not (has_balance or has_turnover) then 0
            when has_balance and not (balance_before > 0 and balance < :quiet_below * balance_before) then 0
            when has_turnover and not (turnover_before > 0 and turnover < :quiet_below * turnover_before) then 0
            else 1
        end as is_quiet
    from followed
),

sums as (
    select
        years_ago,
        count(*) as customers,
        cast(sum(has_left) as bigint) as closed,
        cast(sum(is_quiet) as bigint) as quiet,
        max(knows_quiet) as knows_quiet,
        cast(sum(contribution) as double) as contribution,
        cast(sum(case when has_left = 1 then contribution else 0 end) as double) as closed_contribution,
        cast(sum(case when is_quiet = 1 then contribution else 0 end) as double) as quiet_contribution,
        cast(sum(case when is_quiet = 1 then contribution_after else 0 end) as double) as quiet_contribution_after
    from judged
    group by years_ago
)

select * from sums
order by years_ago
