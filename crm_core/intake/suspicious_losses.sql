-- grain: product × credit grade with money owed for which the loss rates have no rate: no loss is expected of it
with priced as (
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
    from unpriced_losses as owed
    inner join priced on owed.product_id = priced.product_id
)

select * from found
