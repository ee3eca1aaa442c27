-- grain: product that can lose × credit grade
with graded as (
    select
        product_plan.product_id,
        grade_plan.credit_grade,
        product_plan.loss_rate * grade_plan.grade_factor as loss_rate
    from product_plan
    cross join grade_plan
    where product_plan.loss_rate > 0
)

select * from graded
order by product_id, credit_grade
