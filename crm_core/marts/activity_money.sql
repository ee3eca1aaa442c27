-- grain: customer × product × month; activity with its money: the bank's own figure where it gives one, the rate card's elsewhere
-- An empty balance, turnover or number of transactions stays empty: it is unknown, not zero. `owed` is what a loss can
-- befall: the balance of loans and cards, the overdraft of everything else; capital is tied up by balances of any sign.
-- `gives_` says that the bank gave the figure, `has_` that it is known: given, or worked out from the cards.
with graded as (
    select
        activity.*,
        coalesce(customers.credit_grade, 'unknown') as credit_grade,
        case
            when products.family in ('loans', 'cards') and activity.balance > 0 then activity.balance
            when coalesce(products.family, '') not in ('loans', 'cards') and activity.balance < 0 then -activity.balance
            else 0
        end as owed,
        case
            when products.family in ('loans', 'cards') and activity.balance < 0 then 0
            else abs(activity.balance)
        end as tied_up
    from activity
    inner join customers on activity.customer_id = customers.customer_id
    left join products on activity.product_id = products.product_id
),

priced as (
    select
        graded.customer_id,
        graded.product_id,
        graded.month,
        graded.balance,
        graded.turnover,
        graded.transactions,
        graded.credit_grade,
        graded.owed,
        graded.net_interest_income is not null as gives_net_interest_income,
        graded.fee_income is not null as gives_fee_income,
        graded.cost_to_serve is not null as gives_cost_to_serve,
        graded.expected_loss is not null as gives_expected_loss,
        graded.capital is not null as gives_capital,
        graded.fee_income is not null or rate_months.product_id is not null as has_fee_income,
        graded.cost_to_serve is not null or rate_months.product_id is not null as has_cost_to_serve,
        graded.expected_loss is not null or loss_rates.loss_rate is not null as has_loss,
        coalesce(
            graded.net_interest_income,
            {{ cents("graded.balance * rate_months.margin_rate / 12") }}
        ) as net_interest_income,
        coalesce(
            graded.fee_income,
            cast(
                coalesce(graded.transactions, 0) * coalesce(rate_months.fee_per_transaction, 0)
                + coalesce(rate_months.fee_per_month, 0) as decimal(18, 2)
            )
        ) as fee_income,
        coalesce(
            graded.cost_to_serve,
            cast(
                coalesce(graded.transactions, 0) * coalesce(rate_months.cost_per_transaction, 0)
                + coalesce(rate_months.cost_per_month, 0) as decimal(18, 2)
            )
        ) as cost_to_serve,
        coalesce(
            graded.expected_loss,
            {{ cents("graded.owed * loss_rates.loss_rate / 12") }}
        ) as expected_loss,
        coalesce(
            graded.capital,
            {{ cents("graded.tied_up * rate_months.capital_rate") }}
        ) as capital
    from graded
    left join rate_months
        on graded.product_id = rate_months.product_id and graded.month = rate_months.month
    left join loss_rates
        on graded.product_id = loss_rates.product_id and graded.credit_grade = loss_rates.credit_grade
),

charged as (
    select
        priced.customer_id,
        priced.product_id,
        priced.month,
        priced.balance,
        priced.turnover,
        priced.transactions,
        priced.credit_grade,
        priced.owed,
        priced.has_loss,
        priced.gives_net_interest_income,
        priced.gives_fee_income,
        priced.gives_cost_to_serve,
        priced.gives_expected_loss,
        priced.gives_capital,
        priced.net_interest_income is not null as has_net_interest_income,
        priced.has_fee_income,
        priced.has_cost_to_serve,
        priced.capital is not null as has_capital,
        coalesce(priced.net_interest_income, 0) as net_interest_income,
        coalesce(priced.fee_income, 0) as fee_income,
        coalesce(priced.cost_to_serve, 0) as cost_to_serve,
        coalesce(priced.expected_loss, 0) as expected_loss,
        coalesce(priced.capital, 0) as capital,
        {{ cents("cast(coalesce(priced.capital, 0) * book_terms.hurdle_rate as double) / 12") }} as capital_charge
    from priced
    cross join book_terms
)

select * from charged
