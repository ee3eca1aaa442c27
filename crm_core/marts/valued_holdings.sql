-- grain: customer × product with activity in the trailing year :years_ago; the balance is the mean of the months, amounts are sums
-- `months_silent` counts the months since the latest one with a transaction or turnover, 0 to 11, empty without any.
-- A month without a row is a month without a balance, 0; a row whose balance is empty is unknown and leaves the mean, and so
-- does a month of which nobody's balance is known: a snapshot beside the movements of a year.
with span as (
    select months_with_balance
    from book_years
    where years_ago = :years_ago
),

held as (
    select
        activity_money.customer_id,
        activity_money.product_id,
        count(*) as months_held,
        min(
            case
                when coalesce(activity_money.transactions, 0) > 0 or coalesce(activity_money.turnover, 0) <> 0
                    then book_months.months_ago - 12 * :years_ago
            end
        ) as months_silent,
        sum(case when activity_money.balance is null and book_months.has_balance then 1 else 0 end) as months_unknown,
        sum(activity_money.balance) as balance_months,
        sum(activity_money.owed) as owed_months,
        sum(activity_money.turnover) as turnover,
        sum(activity_money.transactions) as transactions,
        sum(activity_money.net_interest_income) as net_interest_income,
        sum(activity_money.fee_income) as fee_income,
        sum(
            case
                when book_months.months_ago - 12 * :years_ago < 6
                    then coalesce(activity_money.net_interest_income, 0) + coalesce(activity_money.fee_income, 0)
                else 0
            end
        ) as late_revenue,
        sum(activity_money.cost_to_serve) as cost_to_serve,
        sum(activity_money.expected_loss) as expected_loss,
        sum(activity_money.capital_charge) as capital_charge
    from activity_money
    inner join book_months on activity_money.month = book_months.month
    where book_months.years_ago = :years_ago
    group by activity_money.customer_id, activity_money.product_id
),

averaged as (
    select
        held.customer_id,
        held.product_id,
        held.months_held,
        held.months_silent,
        case
            when held.months_unknown < span.months_with_balance
                then {{ mean("held.balance_months", "span.months_with_balance - held.months_unknown") }}
        end as balance,
        {{ mean("held.owed_months", "nullif(span.months_with_balance, 0)") }} as owed,
        held.turnover,
        held.transactions,
        held.net_interest_income,
        held.fee_income,
        held.late_revenue,
        held.cost_to_serve,
        held.expected_loss,
        held.capital_charge
    from held
    cross join span
)

select * from averaged
