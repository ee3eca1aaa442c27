-- grain: month × region; what the figures with targets are worked out from
with placed as (
    select
        month,
        region_id,
        case when known_money > 0 then contribution end as contribution,
        case when known_money > 0 then revenue end as revenue,
        case when known_money > 0 then cost_to_serve end as cost_to_serve,
        case when known_balances > 0 then deposits end as deposits,
        case when known_balances > 0 then loans end as loans,
        customers,
        case when customers_before is null then null when standing = 'new' then customers else 0 end as new_customers,
        customers_before,
        case when standing = 'stayed' then customers_before else 0 end as customers_kept,
        case when known_money_before > 0 then contribution_before end as contribution_before,
        case
            when known_money_before > 0 and standing = 'stayed' then contribution_before
            when known_money_before > 0 then 0
        end as contribution_kept
    from change_months
),

summed as (
    select
        month,
        region_id,
        sum(contribution) as contribution,
        sum(revenue) as revenue,
        sum(cost_to_serve) as cost_to_serve,
        sum(deposits) as deposits,
        sum(loans) as loans,
        sum(customers) as customers,
        sum(new_customers) as new_customers,
        sum(customers_before) as customers_before,
        sum(customers_kept) as customers_kept,
        sum(contribution_before) as contribution_before,
        sum(contribution_kept) as contribution_kept
    from placed
    group by month, region_id
)

select * from summed
order by month, region_id
