-- grain: composite-score bin (0.1 of a point) × trailing year × region × customer type, under the book's starting weights
with weighed as (
    select
        customer_years.years_ago,
        customer_years.region_id,
        customer_years.customer_type,
        (
            book_terms.contribution_weight * customer_years.contribution_score
            + book_terms.balance_weight * customer_years.balance_score
            + book_terms.turnover_weight * customer_years.turnover_score
            + book_terms.tenure_weight * customer_years.tenure_score
            + book_terms.scale_weight * coalesce(customer_years.scale_score, 0)
            + book_terms.reputation_weight * coalesce(customer_years.reputation_score, 0)
        ) / (
            book_terms.contribution_weight + book_terms.balance_weight
            + book_terms.turnover_weight + book_terms.tenure_weight
            + case when customer_years.scale_score is null then 0 else book_terms.scale_weight end
            + case when customer_years.reputation_score is null then 0 else book_terms.reputation_weight end
        ) as score,
        customer_years.contribution,
        customer_years.balance,
        customer_years.cost_to_serve
    from customer_years
    cross join book_terms
),

cells as (
    select
        years_ago,
        cast(floor(score * 10) as integer) as score_bin,
        region_id,
        customer_type,
        count(*) as customers,
        cast(sum(contribution) as decimal(18, 2)) as contribution,
        cast(sum(balance) as decimal(18, 2)) as balance,
        cast(sum(cost_to_serve) as decimal(18, 2)) as cost_to_serve
    from weighed
    group by years_ago, cast(floor(score * 10) as integer), region_id, customer_type
)

select * from cells
order by years_ago, score_bin, region_id, customer_type
