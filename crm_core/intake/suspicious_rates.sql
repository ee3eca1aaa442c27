-- grain: one product with activity that needs the rate card in months for which the card has no rates: it brings nothing
with begun as (
    select
        product_id,
        min(valid_from) as first_day
    from rates
    group by product_id
),

unpriced as (
    select
        activity.product_id,
        count(*) as rows_unpriced,
        coalesce(sum(activity.balance), 0) / count(distinct activity.month) as mean_balance,
        min(activity.month) as first_month,
        max(activity.month) as last_month
    from activity
    anti join rate_months using (product_id, month)
    where activity.net_interest_income is null
        and activity.fee_income is null
        and exists (select 1 from rates)
    group by activity.product_id
),

told as (
    select
        'rates' as table_name,
        unpriced.product_id as subject,
        rows_unpriced || ' rows of activity from ' || strftime(first_month, '%Y-%m') || ' to '
            || strftime(last_month, '%Y-%m') || ' need the rate card, which has no rates for ' || unpriced.product_id
            || ' before ' || coalesce(strftime(begun.first_day, '%Y-%m'), 'any month')
            || '. They count as zero'
            || case when mean_balance > 0 then ', with ' || format('{:,.0f}', mean_balance) || ' of balance on average'
                else '' end
            || '; add earlier rates.' as reason
    from unpriced
    left join begun on unpriced.product_id = begun.product_id
)

select * from told
