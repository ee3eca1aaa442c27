-- grain: product × region × month; how balances, turnover and transactions stand against their level in the 19th month
with cells as (
    select
        product_plan.product_ordinal,
        product_plan.product_id,
        product_plan.trend,
        region_plan.region_ordinal,
        region_plan.balance_growth,
        family_season.*,
        cast(step as integer) as step
    from product_plan
    inner join family_season on product_plan.family = family_season.family
    cross join region_plan
    cross join range(36) as steps (step)
),

moved as (
    select
        *,
        exp((trend + balance_growth) * (step - 18) / 12.0) as growth,
        1 + balance_amplitude * cos(2 * pi() * (month(month_of(step)) - peak_month) / 12) as balance_season,
        1 + turnover_amplitude * cos(2 * pi() * (month(month_of(step)) - peak_month) / 12) as turnover_season
    from cells
),

planted as (
    select
        cast((product_ordinal * 16 + region_ordinal) * 64 + step as integer) as point,
        month_of(step) as month,
        growth * balance_season
            * case when product_id = :shift_product and month_of(step) >= :shift_month then 1 + :shift_size else 1 end
            as balance_level,
        growth * turnover_season
            * case when product_id = :outlier_product and month_of(step) = :outlier_month
                then 1 + :outlier_size else 1 end
            as turnover_level,
        turnover_season as transactions_level
    from moved
)

select * from planted
order by point
