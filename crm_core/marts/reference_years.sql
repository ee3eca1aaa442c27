-- grain: customer × trailing year :years_ago with business in it; what the customer's products would bring at the bank's own unit costs and rates for the customer type
-- Lines that follow the balance go by rate: net interest and capital charge on the balance of any sign, expected loss on
-- what is owed. Fees and cost to serve go by month held and by transaction, both by least squares within a product and
-- type; by month alone where transactions are unknown or explain nothing. Each line adds up to what the bank has of it.
with typed as (
    select
        valued_holdings.customer_id,
        valued_holdings.product_id,
        valued_customers.years_ago,
        valued_customers.customer_type,
        valued_holdings.months_held as months,
        coalesce(valued_holdings.transactions, 0) as transactions,
        case when valued_holdings.transactions is null then 1 else 0 end as is_unknown,
        cast(abs(valued_holdings.balance) as decimal(18, 2)) as size,
        case when valued_holdings.balance is not null then cast(valued_holdings.owed as decimal(18, 2)) end as owed,
        valued_holdings.net_interest_income,
        valued_holdings.fee_income,
        valued_holdings.cost_to_serve,
        valued_holdings.expected_loss,
        valued_holdings.capital_charge
    from valued_holdings
    inner join valued_customers on valued_holdings.customer_id = valued_customers.customer_id
),

units as (
    select
        product_id,
        customer_type,
        max(is_unknown) as has_unknown_transactions,
        cast(sum(months) as double) as months,
        cast(sum(transactions) as double) as transactions,
        cast(sum(months * months) as double) as mm,
        cast(sum(months * transactions) as double) as mt,
        cast(sum(transactions * transactions) as double) as tt,
        cast(sum(fee_income) as double) as fees,
        cast(sum(months * fee_income) as double) as fees_m,
        cast(sum(transactions * fee_income) as double) as fees_t,
        cast(sum(cost_to_serve) as double) as cost,
        cast(sum(months * cost_to_serve) as double) as cost_m,
        cast(sum(transactions * cost_to_serve) as double) as cost_t,
        cast(sum(size) as double) as size,
        cast(sum(owed) as double) as owed,
        cast(sum(case when size is not null then months end) as double) as known_months,
        cast(sum(case when size is not null then net_interest_income end) as double) as net_interest_income,
        cast(sum(case when size is not null then expected_loss end) as double) as expected_loss,
        cast(sum(case when size is not null then capital_charge end) as double) as capital_charge
    from typed
    group by product_id, customer_type
),

solved as (
    select
        units.*,
        {{ least_squares("fees") }},
        {{ least_squares("cost") }}
    from units
),

weighed as (
    select
        solved.*,
        {{ unit_weights("fees") }},
        {{ unit_weights("cost") }}
    from solved
),

priced as (
    select
        typed.years_ago,
        typed.customer_id,
        {{ cents(at_rate("net_interest_income", "size")) }} as net_interest_income,
        {{ cents(at_units("fees")) }} as fee_income,
        {{ cents(at_units("cost")) }} as cost_to_serve,
        {{ cents(at_rate("expected_loss", "owed")) }} as expected_loss,
        {{ cents(at_rate("capital_charge", "size")) }} as capital_charge
    from typed
    inner join weighed
        on typed.product_id = weighed.product_id and typed.customer_type = weighed.customer_type
),

summed as (
    select
        years_ago,
        customer_id,
        cast(sum(net_interest_income) as decimal(18, 2)) as net_interest_income,
        cast(sum(fee_income) as decimal(18, 2)) as fee_income,
        cast(sum(cost_to_serve) as decimal(18, 2)) as cost_to_serve,
        cast(sum(expected_loss) as decimal(18, 2)) as expected_loss,
        cast(sum(capital_charge) as decimal(18, 2)) as capital_charge
    from priced
    group by years_ago, customer_id
)

select * from summed
order by years_ago, customer_id
