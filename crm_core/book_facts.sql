-- grain: one row; what the book holds, as far as a room's answer hangs on it
with facts as (
    select
        book_info.has_revenue as revenue,
        book_info.has_cost as cost,
        book_info.has_balance as balance,
        book_info.has_turnover as turnover,
        (select count(*) >= 3 from book_months where months_ago >= 0) as months,
        (select count(*) >= 2 from book_years where is_complete) as years,
        (select count(*) > 1 from book_regions where {{ is_stated("region_id") }}) as regions,
        (select count(*) > 0 from book_regions where {{ is_stated("region_id") }}) as region,
        (select count(*) > 0 from customers where {{ is_stated("customer_type") }}) as types,
        (
            select count(*) > 0
            from customers
            where left_on >= (select min(month) from book_months) and left_on <= (select max(last_day) from book_years)
        ) as leavers,
        (select count(joined_on) > 0 from customers) as joined,
        (
            select count(*) > 0
            from market_standings
            where market > 0 and period <= (select max(last_day) from book_years)
        ) as market,
        (
            select count(population) + count(gdp) + count(businesses) + count(mean_income) + count(unemployment_rate) > 0
            from region_economy
            where year <= (select extract(year from max(last_day)) from book_years)
        ) as region_economy,
        (select count(employment) + count(output) > 0 from region_industry) as region_industry,
        (select count(*) > 0 from outflow_years where monthly_amount > 0 and years_ago = 0) as outflows,
        (select count(*) > 0 from contacts) as contacts,
        (
            select coalesce(max(transactions), 0) > 0 or coalesce(max(abs(turnover)), 0) > 0
            from product_years
            where years_ago = 0
        ) as used,
        (
            select count(*) >= 3
            from (
                select distinct
                    case when deposits_held > 0 then 1 else 0 end as deposits,
                    case when loans_held > 0 then 1 else 0 end as loans,
                    case when cards_held > 0 then 1 else 0 end as cards,
                    case when payments_held > 0 then 1 else 0 end as payments,
                    case when investments_held > 0 then 1 else 0 end as investments,
                    case when insurance_held > 0 then 1 else 0 end as insurance
                from customer_years
                where years_ago = 0
            ) as combinations
        ) as families,
        (select count(*) > 0 from staff) as staff,
        (select count(*) > 0 from branches) as branches,
        (select count(*) > 0 from customers where manager_id is not null) as managers,
        (select count(*) > 0 from information_schema.tables where table_name = 'book_quality_cells') as quality,
        (select count(*) from activity_months) = 0 or (select count(*) from activity) > 0 as customer_months
    from book_info
)

select * from facts
