-- grain: one of stayed, entered, left: customers in the top of this year or of the year before, under the scope
with years as (
    select
        customer_id,
        years_ago,
        case
            when :by = 'contribution' then contribution
            when :by = 'revenue' then revenue
            when :by = 'balance' then balance
            else turnover
        end as amount
    from customer_years
    where years_ago >= :years_ago
        and years_ago <= :years_ago + 1
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

pairs as (
    select
        customer_id,
        max(case when years_ago = :years_ago then amount end) as amount,
        max(case when years_ago = :years_ago + 1 then amount end) as amount_before
    from years
    group by customer_id
),

judged as (
    select
        customer_id,
        amount,
        amount_before,
        case when amount >= :cut then 1 else 0 end as is_top,
        case when amount_before >= :cut_before then 1 else 0 end as was_top
    from pairs
),

moves as (
    select
        is_top,
        was_top,
        count(*) as customers,
        sum(coalesce(amount, 0)) as amount,
        sum(coalesce(amount_before, 0)) as amount_before,
        sum(case when amount is null or amount_before is null then 1 else 0 end) as in_one_year_only
    from judged
    where is_top = 1 or was_top = 1
    group by is_top, was_top
)

select * from moves
order by is_top, was_top
