-- grain: customer × product × month of the block, in the order of customers
with kept as (
    select
        holdings.*,
        least(last_step, coalesce(left_step, last_step)) as kept_to
    from holdings
    left join leavers on holdings.customer_id = leavers.customer_id
    order by holding_key
),

monthly as (
    select
        *,
        cast(unnest(range(first_step, kept_to + 1)) as integer) as step
    from kept
),

shaken as (
    select
        *,
        -- One hash a row; each figure takes ten bits of it.
        hash(holding_key + step + :noise_shift) as noise
    from monthly
),

moved as (
    select
        shaken.*,
        curves.month,
        balance * balance_level * (1 + drift * (step - 18)) * (0.96 + (noise & 1023) / 12800.0) as month_balance,
        turnover * turnover_level * (1 + drift * (step - 18)) * (0.90 + ((noise >> 10) & 1023) / 5120.0)
            as month_turnover,
        -- Rounded up or down by chance: the mean of small counts stays what it is.
        floor(
            transactions * transactions_level * (0.80 + ((noise >> 20) & 1023) / 2560.0)
            + ((noise >> 30) & 1023) / 1024.0
        ) as month_transactions
    from shaken
    inner join curves on shaken.curve + shaken.step = curves.point
),

charged as (
    select
        customer_id,
        product_id,
        month,
        cast(month_balance as decimal(18, 2)) as balance,
        cast(month_turnover as decimal(18, 2)) as turnover,
        cast(month_transactions as bigint) as transactions,
        cast(month_balance * margin as decimal(18, 2)) as net_interest_income,
        cast(
            (month_transactions * fee_per_transaction + fee_per_month)
            * (1 + case when step >= :pilot_step then fee_lift else 0 end) as decimal(18, 2)
        ) as fee_income,
        cast(month_transactions * cost_per_transaction + cost_per_month as decimal(18, 2)) as cost_to_serve,
        cast(month_balance * loss as decimal(18, 2)) as expected_loss,
        cast(month_balance * capital_rate as decimal(18, 2)) as capital
    from moved
)

select * from charged
