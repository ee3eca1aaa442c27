-- grain: customer × trailing year :years_ago, the year before and the one before that beside it; whatever a tier is cut from, in one row; the best rank of size and grade is what one customer more would have who shares the best value of the year
with extremes as (
    select
        years_ago,
        max(size_amount) as size_amount,
        min(credit_grade) as credit_grade
    from customer_years
    group by years_ago
),

counts as (
    select
        customer_years.years_ago,
        count(customer_years.size_amount) as sized,
        sum(case when customer_years.size_amount = extremes.size_amount then 1 else 0 end) as largest,
        count(customer_years.credit_grade) as graded,
        sum(case when customer_years.credit_grade = extremes.credit_grade then 1 else 0 end) as best_graded
    from customer_years
    inner join extremes on customer_years.years_ago = extremes.years_ago
    group by customer_years.years_ago
),

best as (
    select
        years_ago,
        {{ points(best_midrank("sized", "largest")) }} as scale_best,
        {{ points(best_midrank("graded", "best_graded")) }} as reputation_best
    from counts
),

scored as (
    select
        customer_years.customer_id,
        customer_years.years_ago,
        customer_years.region_id,
        customer_years.customer_type,
        customer_years.branch_id,
        customer_years.manager_id,
        cast(
            case when size_amount is null then 1 else 0 end + case when credit_grade is null then 2 else 0 end as smallint
        ) as lacking,
        contribution_rank,
        contribution,
        balance,
        turnover,
        transactions,
        cost_to_serve,
        {{ points("contribution_midrank") }} as contribution_points,
        {{ points("balance_midrank") }} as balance_points,
        {{ points("turnover_midrank") }} as turnover_points,
        {{ points("tenure_midrank") }} as tenure_points,
        {{ points("scale_midrank") }} as scale_points,
        {{ points("reputation_midrank") }} as reputation_points,
        best.scale_best,
        best.reputation_best,
        deposits_held,
        loans_held,
        cards_held,
        payments_held,
        investments_held,
        insurance_held
    from customer_years
    inner join best on customer_years.years_ago = best.years_ago
    where customer_years.years_ago >= :years_ago
        and customer_years.years_ago <= :years_ago + 2
),

now as (
    select *
    from scored
    where years_ago = :years_ago
),

before as (
    select *
    from scored
    where years_ago = :years_ago + 1
),

earlier as (
    select *
    from scored
    where years_ago = :years_ago + 2
),

paired as (
    select
        coalesce(now.customer_id, before.customer_id) as customer_id,
        coalesce(now.region_id, before.region_id) as region_id,
        coalesce(now.customer_type, before.customer_type) as customer_type,
        coalesce(now.branch_id, before.branch_id) as branch_id,
        coalesce(now.manager_id, before.manager_id) as manager_id,
        coalesce(now.lacking, before.lacking) as lacking,
        now.contribution_rank,
        {{ value_bucket("now.contribution") }} as contribution_bucket,
        now.contribution,
        now.balance,
        now.turnover,
        now.transactions,
        now.cost_to_serve,
        now.contribution_points,
        now.balance_points,
        now.turnover_points,
        now.tenure_points,
        now.scale_points,
        now.reputation_points,
        now.scale_best,
        now.reputation_best,
        now.deposits_held,
        now.loans_held,
        now.cards_held,
        now.payments_held,
        now.investments_held,
        now.insurance_held,
        before.contribution as contribution_before,
        before.balance as balance_before,
        before.turnover as turnover_before,
        before.transactions as transactions_before,
        before.cost_to_serve as cost_to_serve_before,
        before.contribution_points as contribution_points_before,
        before.balance_points as balance_points_before,
        before.turnover_points as turnover_points_before,
        before.tenure_points as tenure_points_before,
        before.scale_points as scale_points_before,
        before.reputation_points as reputation_points_before,
        before.scale_best as scale_best_before,
        before.reputation_best as reputation_best_before,
        before.deposits_held as deposits_held_before,
        before.loans_held as loans_held_before,
        before.cards_held as cards_held_before,
        before.payments_held as payments_held_before,
        before.investments_held as investments_held_before,
        before.insurance_held as insurance_held_before
    from now
    full outer join before on now.customer_id = before.customer_id
),

placed as (
    select
        cast(:years_ago as integer) as years_ago,
        paired.*,
        earlier.contribution as contribution_earlier,
        earlier.contribution_points as contribution_points_earlier,
        earlier.balance_points as balance_points_earlier,
        earlier.turnover_points as turnover_points_earlier,
        earlier.tenure_points as tenure_points_earlier,
        earlier.scale_points as scale_points_earlier,
        earlier.reputation_points as reputation_points_earlier,
        earlier.scale_best as scale_best_earlier,
        earlier.reputation_best as reputation_best_earlier,
        desks.desk_id,
        desks.group_id
    from paired
    inner join desks
        on paired.region_id = desks.region_id
        and paired.customer_type = desks.customer_type
        and paired.branch_id = desks.branch_id
        and paired.manager_id = desks.manager_id
    left join earlier on paired.customer_id = earlier.customer_id
)

select * from placed
order by customer_type, contribution desc, customer_id
