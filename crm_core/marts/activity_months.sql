-- grain: month × product with activity; how many rows there are, of how many each column is given, and its sum
-- What is said of the activity as a whole is said from here: the activity itself may lie where no page reads it.
-- `unpriced` rows give neither net interest income nor fees, `derived` ones lack one of those or the cost to serve.
{% set money = ["balance", "turnover", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital"] %}
with counted as (
    select
        month,
        product_id,
        count(*) as activity_rows,
        count(transactions) as transactions_rows,
        cast(sum(transactions) as bigint) as transactions,
        {% for amount in money %}
        count({{ amount }}) as {{ amount }}_rows,
        cast(sum({{ amount }}) as decimal(28, 2)) as {{ amount }},
        {% endfor %}
        count(case when net_interest_income is null and fee_income is null then 1 end) as unpriced_rows,
        cast(
            sum(case when net_interest_income is null and fee_income is null then balance end) as decimal(28, 2)
        ) as unpriced_balance,
        count(
            case when net_interest_income is null or fee_income is null or cost_to_serve is null then 1 end
        ) as derived_rows
    from activity
    group by month, product_id
)

select * from counted
order by month, product_id
