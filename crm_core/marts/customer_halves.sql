-- grain: customer × trailing year :years_ago with activity in it; balance and turnover of a month in its last six months and in the six before, transactions of a month in its last three and in the year, products in its last month and half a year before
with monthly as (
    select
        activity.customer_id,
        book_months.months_ago - 12 * :years_ago as months_before,
        sum(coalesce(activity.balance, 0)) as balance,
        sum(coalesce(activity.turnover, 0)) as turnover,
        sum(coalesce(activity.transactions, 0)) as transactions,
        count(*) as products
    from activity
    inner join book_months on activity.month = book_months.month
    where book_months.years_ago = :years_ago
    group by activity.customer_id, book_months.months_ago
),

halves as (
    select
        customer_id,
        cast(:years_ago as integer) as years_ago,
        {% for measure in ["balance", "turnover"] %}
        cast({{ ratio("sum(case when months_before < 6 then " ~ measure ~ " else 0 end)", "6") }} as real) as late_{{ measure }},
        cast({{ ratio("sum(case when months_before >= 6 then " ~ measure ~ " else 0 end)", "6") }} as real) as early_{{ measure }},
        {% endfor %}
        cast({{ ratio("sum(case when months_before < 3 then transactions else 0 end)", "3") }} as real) as late_transactions,
        cast({{ ratio("sum(transactions)", "12") }} as real) as mean_transactions,
        cast(max(case when months_before = 0 then products else 0 end) as smallint) as products_now,
        cast(max(case when months_before = 6 then products else 0 end) as smallint) as products_before
    from monthly
    group by customer_id
)

select * from halves
order by customer_id
