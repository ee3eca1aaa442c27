-- grain: customer × trailing year; value, scale, volume, reputation, with the rank by contribution and the mid-rank of each criterion: the part of those who have the criterion that are below, and half of those who tie
with scored as (
    select
        customer_id,
        years_ago,
        row_number() over (partition by years_ago order by contribution desc, customer_id) as contribution_rank,
        sum(contribution) over (
            partition by years_ago order by contribution desc, customer_id
            rows between unbounded preceding and current row
        ) as running_contribution,
        percent_rank() over (partition by years_ago order by contribution) as contribution_score,
        {{ midrank("contribution") }} as contribution_midrank,
        {{ midrank("balance") }} as balance_midrank,
        {{ midrank("turnover") }} as turnover_midrank,
        case
            when tenure_months is not null
                then {{ midrank("tenure_months", among="years_ago, tenure_months is null") }}
        end as tenure_midrank
    from valued_customers
),

sized as (
    select
        customer_id,
        years_ago,
        {{ midrank("size_amount") }} as scale_midrank
    from valued_customers
    where size_amount is not null
),

graded as (
    select
        customer_id,
        years_ago,
        {{ midrank("credit_grade desc") }} as reputation_midrank
    from valued_customers
    where credit_grade is not null
),

joined as (
    select
        valued_customers.customer_id,
        valued_customers.years_ago,
        valued_customers.region_id,
        valued_customers.branch_id,
        valued_customers.manager_id,
        valued_customers.customer_type,
        valued_customers.size_amount,
        valued_customers.credit_grade,
        valued_customers.tenure_months,
        valued_customers.had_business,
        valued_customers.months_silent,
        valued_customers.products_held,
        valued_customers.deposits_held,
        valued_customers.loans_held,
        valued_customers.cards_held,
        valued_customers.payments_held,
        valued_customers.investments_held,
        valued_customers.insurance_held,
        valued_customers.balance,
        valued_customers.turnover,
        valued_customers.transactions,
        valued_customers.net_interest_income,
        valued_customers.fee_income,
        valued_customers.revenue,
        valued_customers.cost_to_serve,
        valued_customers.expected_loss,
        valued_customers.capital_charge,
        valued_customers.contribution,
        cast(scored.contribution_rank as bigint) as contribution_rank,
        cast(scored.running_contribution as decimal(18, 2)) as running_contribution,
        cast(scored.contribution_score * 100 as real) as contribution_score,
        cast(scored.contribution_midrank * 100 as real) as contribution_midrank,
        cast(scored.balance_midrank * 100 as real) as balance_midrank,
        cast(scored.turnover_midrank * 100 as real) as turnover_midrank,
        cast(scored.tenure_midrank * 100 as real) as tenure_midrank,
        cast(sized.scale_midrank * 100 as real) as scale_midrank,
        cast(graded.reputation_midrank * 100 as real) as reputation_midrank
    from valued_customers
    inner join scored
        on valued_customers.customer_id = scored.customer_id and valued_customers.years_ago = scored.years_ago
    left join sized
        on valued_customers.customer_id = sized.customer_id and valued_customers.years_ago = sized.years_ago
    left join graded
        on valued_customers.customer_id = graded.customer_id and valued_customers.years_ago = graded.years_ago
)

select * from joined
order by years_ago, contribution_rank
