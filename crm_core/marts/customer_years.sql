-- grain: customer × trailing year; value, scale, volume, reputation, with the rank and the percentile of each criterion
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
        percent_rank() over (partition by years_ago order by balance) as balance_score,
        percent_rank() over (partition by years_ago order by turnover) as turnover_score,
        percent_rank() over (partition by years_ago order by tenure_months) as tenure_score
    from valued_customers
),

sized as (
    select
        customer_id,
        years_ago,
        percent_rank() over (partition by years_ago order by size_amount) as scale_score
    from valued_customers
    where size_amount is not null
),

graded as (
    select
        customer_id,
        years_ago,
        percent_rank() over (partition by years_ago order by credit_grade desc) as reputation_score
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
        scored.contribution_rank,
        cast(scored.running_contribution as decimal(18, 2)) as running_contribution,
        cast(scored.contribution_score * 100 as real) as contribution_score,
        cast(scored.balance_score * 100 as real) as balance_score,
        cast(scored.turnover_score * 100 as real) as turnover_score,
        cast(scored.tenure_score * 100 as real) as tenure_score,
        cast(sized.scale_score * 100 as real) as scale_score,
        cast(graded.reputation_score * 100 as real) as reputation_score
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
