-- grain: one customer of the types asked who goes one of the ways asked, under the scope: a page of them in the order asked, with name and whatever a tier is cut from; found is how many there are
{% from "tier_rules.sql" import placed, tier, value %}
with today as (
    select last_day
    from book_years
    where years_ago = 0
),

both_years as (
    select
        customer_id,
        lacking,
        contribution,
        contribution_points,
        balance_points,
        turnover_points,
        tenure_points,
        scale_points,
        reputation_points,
        scale_best,
        reputation_best,
        coalesce(contribution, contribution_before) as brings,
        coalesce(balance, balance_before) as holds,
        case when :apart = 1 then contribution_before else contribution end as then_contribution,
        case when :apart = 1 then contribution_points_before else contribution_points end as then_contribution_points,
        case when :apart = 1 then balance_points_before else balance_points end as then_balance_points,
        case when :apart = 1 then turnover_points_before else turnover_points end as then_turnover_points,
        case when :apart = 1 then tenure_points_before else tenure_points end as then_tenure_points,
        case when :apart = 1 then scale_points_before else scale_points end as then_scale_points,
        case when :apart = 1 then reputation_points_before else reputation_points end as then_reputation_points,
        case when :apart = 1 then scale_best_before else scale_best end as then_scale_best,
        case when :apart = 1 then reputation_best_before else reputation_best end as then_reputation_best
    from tier_years
    where years_ago = :years_ago
        and (contribution is not null or :apart = 1)
        and (:every_kind = 1 or customer_type in (:types))
        and (:region = '*' or region_id = :region)
        and (:branch = '*' or branch_id = :branch)
        and (:manager = '*' or manager_id = :manager)
        and {{ customer_in_scope() }}
),

valued as (
    select
        customer_id,
        brings,
        holds,
        {{ value(rules="now_") }} as value_now,
        {{ value(rules="then_", of="then_") }} as value_then
    from both_years
),

cut as (
    select
        customer_id,
        brings,
        holds,
        {{ tier("value_now", "now_cut") }} as cut_now,
        {{ tier("value_then", "then_cut") }} as cut_then
    from valued
),

stood as (
    select
        customer_id,
        brings,
        holds,
        {{ placed("cut_now", "now_hand") }} as tier_now,
        {{ placed("cut_then", "then_hand") }} as tier_then
    from cut
),

moved as (
    select
        stood.customer_id,
        stood.tier_now,
        stood.tier_then,
        customers.name,
        customers.left_on,
        case
            when :in_order_of = 'balance' then stood.holds
            when :in_order_of = 'least' then -stood.brings
            else stood.brings
        end as place_value
    from stood
    inner join customers on stood.customer_id = customers.customer_id
    cross join today
    where stood.tier_then * 10 + stood.tier_now in (:ways)
        and (:departed = 1 or customers.left_on is null or customers.left_on > today.last_day)
        and (
            :search = ''
            or position(lower(:search) in lower(stood.customer_id)) > 0
            or position(lower(:search) in lower(customers.name)) > 0
        )
),

totals as (
    select count(*) as found
    from moved
),

listed as (
    select *
    from moved
    order by place_value desc, customer_id
    limit :most offset :skip
),

detailed as (
    select
        tier_years.*,
        coalesce(tier_years.contribution_rank, 0) as rank_now,
        listed.name,
        listed.left_on,
        listed.tier_now,
        listed.tier_then,
        listed.place_value,
        totals.found
    from listed
    inner join tier_years on listed.customer_id = tier_years.customer_id and tier_years.years_ago = :years_ago
    cross join totals
)

select * from detailed
order by place_value desc, customer_id
