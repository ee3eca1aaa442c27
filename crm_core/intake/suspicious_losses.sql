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
        json_object(
            'text', /*N_*/ '{product}, grade {grade_word}', 'product', owed.product_id, 'grade_word', owed.credit_grade
        ) as subject,
        json_object(
            'text',
            case
                when owed.customers = 1 then
                    /*N_*/ 'No loss is expected of {owed_count} owed on average by {customers_count} customer: the loss rates have none for {product} in grade {grade_word}. Add it to the loss_rates file; without it contribution is too high.'
                else
                    /*N_*/ 'No loss is expected of {owed_count} owed on average by {customers_count} customers: the loss rates have none for {product} in grade {grade_word}. Add it to the loss_rates file; without it contribution is too high.'
            end,
            'owed_count', round(owed.mean_owed),
            'customers_count', owed.customers,
            'product', owed.product_id,
            'grade_word', owed.credit_grade
        ) as reason
    from owed
    inner join priced on owed.product_id = priced.product_id
)

select * from found
