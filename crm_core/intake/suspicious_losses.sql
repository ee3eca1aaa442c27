-- grain: product × credit grade with money owed for which the loss rates have no rate: no loss is expected of it
with owed as (
    select
        activity_money.product_id,
        activity_money.credit_grade,
        count(distinct activity_money.customer_id) as customers,
        sum(activity_money.owed) / count(distinct activity_money.month) as mean_owed
    from activity_money
    where activity_money.owed > 0
        and not activity_money.has_loss
    group by activity_money.product_id, activity_money.credit_grade
),

priced as (
    select product_id
    from loss_rates
    union
    select product_id
    from products
    where family = 'loans' and exists (select 1 from loss_rates)
),

found as (
    select
        'loss_rates' as table_name,
        owed.product_id || ', grade ' || owed.credit_grade as subject,
        'No loss is expected of ' || format('{:,.0f}', owed.mean_owed) || ' owed on average by ' || owed.customers
            || case when owed.customers = 1 then ' customer' else ' customers' end || ': loss_rates has no rate for '
            || owed.product_id || ' in grade ' || owed.credit_grade || '. Add it, or contribution is too high.' as reason
    from owed
    inner join priced on owed.product_id = priced.product_id
)

select * from found
