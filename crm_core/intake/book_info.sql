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
    (select cast(coalesce(sum(activity_rows), 0) as bigint) from activity_months) as activity_rows,
    (select count(*) from quarantine) as rejected_rows,
    (select coalesce(sum(net_interest_income_rows + fee_income_rows), 0) > 0 from activity_months)
        or (select coalesce(max(has_revenue), false) from book_years) as has_revenue,
    (select coalesce(sum(cost_to_serve_rows), 0) > 0 from activity_months) or (select count(*) > 0 from rates) as has_cost,
    (select coalesce(sum(expected_loss_rows), 0) > 0 from activity_months) or (select count(*) > 0 from loss_rates) as has_loss,
    (select coalesce(sum(capital_rows), 0) > 0 from activity_months)
        or (select count(capital_rate) > 0 from rates) as has_capital,
    (select coalesce(sum(balance_rows), 0) > 0 from activity_months) as has_balance,
    (select coalesce(sum(turnover_rows), 0) > 0 from activity_months) as has_turnover,
    (select count(*) > 0 from rates) and exists (select 1 from activity_months where derived_rows > 0)
        as money_is_derived
