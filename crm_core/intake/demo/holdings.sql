-- grain: customer of the block × product held at some time of the 36 months, with the price and level of its business; as if nobody left
with offered as (
    select
        people.*,
        offer_plan.* exclude (customer_type),
        number * 1024 + product_ordinal * 64 as holding_key,
        chance(number, 'main account') < 0.92 or people.customer_type <> 'individual' as has_current
    from people
    inner join offer_plan on people.customer_type = offer_plan.customer_type
),

taken as (
    select
        *,
        case product_id when 'CURRENT' then has_current when 'SAVINGS' then not has_current else false end as is_main
    from offered
    where case
        when is_anchor then is_held_by_anchors
        when product_id = 'CURRENT' then has_current
        when product_id = 'SAVINGS' and not has_current then true
        else chance(holding_key, 'held') < held_share * (1 + wealth_tilt * (2 * size_draw - 1))
    end
),

opened as (
    select
        *,
        is_anchor or is_main or chance(holding_key, 'lasting') < lasting_share as is_lasting,
        cast(floor(54 * chance(holding_key, 'opened')) as integer) - 18 as opened_step
    from taken
),

spanned as (
    select
        *,
        cast(greatest(0, joined_step, case when is_lasting then 0 else opened_step end) as integer) as first_step,
        cast(least(35, case when is_lasting then 35 else opened_step + 17 end) as integer) as last_step
    from opened
),

graded as (
    select
        spanned.*,
        grade_plan.grade_factor,
        case
            when customer_type = 'individual' and product_id = :counter_product and region_id in (:counter_regions)
                then :counter_factor
            else 1
        end as counter_factor
    from spanned
    inner join grade_plan on coalesce(spanned.credit_grade, 'unknown') = grade_plan.credit_grade
    where first_step <= last_step
),

priced as (
    select
        customer_id,
        product_id,
        holding_key,
        (product_ordinal * 16 + region_ordinal) * 64 as curve,
        first_step,
        last_step,
        balance * pow(relative_size, size_elasticity)
            * case when is_anchor then 1 else exp(balance_spread * normal(chance(holding_key, 'balance'))) end
            as balance,
        turnover * relative_size
            * case when is_anchor then 1 else exp(0.6 * normal(chance(holding_key, 'turnover'))) end
            as turnover,
        transactions * pow(relative_size, 0.3) * even(0.5, 1.5, holding_key, 'transactions') as transactions,
        yearly_drift / 12 as drift,
        margin_rate * price_factor / 12 as margin,
        fee_per_transaction,
        fee_per_month,
        case when branch_id in (:treated_branches) then :fee_lift else 0 end as fee_lift,
        cost_per_transaction * channel_factor * counter_factor as cost_per_transaction,
        cost_per_month * channel_factor * counter_factor as cost_per_month,
        loss_rate * grade_factor / 12 as loss,
        capital_rate
    from graded
)

select * from priced
order by holding_key
