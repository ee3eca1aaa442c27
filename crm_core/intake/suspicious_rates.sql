-- grain: one product with activity that needs the rate card in months for which the card has no rates: it generates nothing
with begun as (
    select
        product_id,
        min(valid_from) as first_day
    from rates
    group by product_id
),

unpriced as (
    select
        activity_months.product_id,
        cast(sum(activity_months.unpriced_rows) as bigint) as rows_unpriced,
        coalesce(sum(activity_months.unpriced_balance), 0) / count(distinct activity_months.month) as mean_balance,
        min(activity_months.month) as first_month,
        max(activity_months.month) as last_month
    from activity_months
    anti join rate_months using (product_id, month)
    where activity_months.unpriced_rows > 0
        and exists (select 1 from rates)
    group by activity_months.product_id
),

told as (
    select
        'rates' as table_name,
        unpriced.product_id as subject,
        json_object(
            'text',
            case
                when begun.first_day is null then
                    /*N_*/ 'The rate card has no rates for {product}, and rows of activity from {first_month} to {last_month} need them: {rows_count} in number. They generate nothing, with an average balance of {balance_count}. Add the rates.'
                else
                    /*N_*/ 'The rate card has no rates for {product} before {begun_month}, and rows of activity from {first_month} to {last_month} need them: {rows_count} in number. They generate nothing, with an average balance of {balance_count}. Add earlier rates.'
            end,
            'rows_count', rows_unpriced,
            'first_month', first_month,
            'last_month', last_month,
            'product', unpriced.product_id,
            'begun_month', begun.first_day,
            'balance_count', greatest(round(mean_balance), 0)
        ) as reason
    from unpriced
    left join begun on unpriced.product_id = begun.product_id
)

select * from told
