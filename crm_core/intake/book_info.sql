-- grain: one row; what this book is
select
    :title as title,
    :currency as currency,
    :source as source,
    :fingerprint as fingerprint,
    :contract_version as contract_version,
    :marts_version as marts_version,
    cast(:built_at as timestamp) as built_at,
    :hurdle_rate as hurdle_rate,
    :notes as notes,
    (select min(month) from book_months) as first_month,
    (select max(month) from book_months where months_ago >= 0) as last_month,
    (select max(month) from open_month) as open_month,
    (select max(reason) from open_month) as open_month_reason,
    (select count(*) from customers) as customers,
    (select count(*) from activity) as activity_rows,
    (select count(*) from quarantine) as rejected_rows,
    (select count(net_interest_income) + count(fee_income) > 0 from activity)
        or (select coalesce(max(has_revenue), false) from book_years) as has_revenue,
    (select count(cost_to_serve) > 0 from activity) or (select count(*) > 0 from rates) as has_cost,
    (select count(expected_loss) > 0 from activity) or (select count(*) > 0 from loss_rates) as has_loss,
    (select count(capital) > 0 from activity)
        or (select count(capital_rate) > 0 from rates) as has_capital,
    (select count(balance) > 0 from activity) as has_balance,
    (select count(turnover) > 0 from activity) as has_turnover,
    (select count(*) > 0 from rates) and exists (
        select 1 from activity
        where net_interest_income is null or fee_income is null or cost_to_serve is null
    ) as money_is_derived
