-- grain: customer × trailing year; value, scale, volume, reputation, with the rank by contribution and the mid-rank of each criterion: the part of those who have the criterion that are below, and half of those who tie
-- No window is of all customers at once, which one machine would have to sort (decision 137): a customer's place is the
-- number of customers in the steps below, and the place within the step.
{% set amounts = ["contribution", "balance", "turnover"] %}
with placed as (
    select
        customer_id,
        years_ago,
        {% for amount in amounts %}
        {{ amount }},
        {{ value_bucket(amount) }} as {{ amount }}_step,
        {% endfor %}
        tenure_months
    from valued_customers
),

{% for amount in amounts %}
{{ amount }}_steps as (
    {{ steps("placed", amount, amount ~ "_step") }}
),

{% endfor %}
-- Few months and five grades are steps by themselves.
tenure_steps as (
    {{ steps("valued_customers", "tenure_months", "tenure_months") }}
),

grade_steps as (
    {{ steps("valued_customers", "credit_grade", "credit_grade", "desc") }}
),

scored as (
    select
        placed.customer_id,
        placed.years_ago,
        contribution_steps.customers - contribution_steps.below - contribution_steps.in_step
            + row_number() over (
                partition by placed.years_ago, contribution_step order by placed.contribution desc, placed.customer_id
            ) as contribution_rank,
        case when contribution_steps.customers > 1 then {{ ratio(
            "contribution_steps.below + rank() over (partition by placed.years_ago, contribution_step"
            ~ " order by placed.contribution) - 1", "contribution_steps.customers - 1"
        ) }} else 0 end as contribution_score,
        {% for amount in amounts %}
        {{ midrank("placed." ~ amount, "placed.years_ago, " ~ amount ~ "_step", amount ~ "_steps") }} as {{ amount }}_midrank,
        {% endfor %}
        {{ step_midrank("tenure_steps") }} as tenure_midrank
    from placed
    {% for amount in amounts %}
    inner join {{ amount }}_steps
        on placed.years_ago = {{ amount }}_steps.years_ago and placed.{{ amount }}_step = {{ amount }}_steps.step
    {% endfor %}
    left join tenure_steps
        on placed.years_ago = tenure_steps.years_ago and placed.tenure_months = tenure_steps.step
),

measured as (
    select
        customer_id,
        years_ago,
        size_amount,
        {{ value_bucket("size_amount") }} as size_step
    from valued_customers
    where size_amount is not null
),

size_steps as (
    {{ steps("measured", "size_amount", "size_step") }}
),

sized as (
    select
        measured.customer_id,
        measured.years_ago,
        {{ midrank("measured.size_amount", "measured.years_ago, size_step", "size_steps") }} as scale_midrank
    from measured
    inner join size_steps on measured.years_ago = size_steps.years_ago and measured.size_step = size_steps.step
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
        valued_customers.has_balance,
        valued_customers.has_turnover,
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
        valued_customers.late_revenue,
        valued_customers.cost_to_serve,
        valued_customers.expected_loss,
        valued_customers.capital_charge,
        valued_customers.contribution,
        cast(scored.contribution_rank as bigint) as contribution_rank,
        cast(scored.contribution_score * 100 as real) as contribution_score,
        cast(scored.contribution_midrank * 100 as real) as contribution_midrank,
        cast(scored.balance_midrank * 100 as real) as balance_midrank,
        cast(scored.turnover_midrank * 100 as real) as turnover_midrank,
        cast(scored.tenure_midrank * 100 as real) as tenure_midrank,
        cast(sized.scale_midrank * 100 as real) as scale_midrank,
        cast({{ step_midrank("grade_steps") }} * 100 as real) as reputation_midrank
    from valued_customers
    inner join scored
        on valued_customers.customer_id = scored.customer_id and valued_customers.years_ago = scored.years_ago
    left join sized
        on valued_customers.customer_id = sized.customer_id and valued_customers.years_ago = sized.years_ago
    left join grade_steps
        on valued_customers.years_ago = grade_steps.years_ago and valued_customers.credit_grade = grade_steps.step
)

select * from joined
order by years_ago, contribution_rank
