-- grain: product × credit grade with money owed for which the loss rates have no rate; of how many customers, and how much on average
with owed as (
    select
        product_id,
        credit_grade,
        count(distinct customer_id) as customers,
        {{ cents(ratio("sum(owed)", "count(distinct month)")) }} as mean_owed
    from activity_money
    where owed > 0
        and not has_loss
    group by product_id, credit_grade
)

select * from owed
