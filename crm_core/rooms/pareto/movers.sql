-- grain: one of stayed, entered, left: customers in the top of this year or of the year before, under the scope
with pairs as (
    select
        {{ measured() }} as amount,
        {{ measured(year="_before") }} as amount_before
    from customer_moves
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
),

judged as (
    select
        amount,
        amount_before,
        case when amount >= :cut and amount > 0 then 1 else 0 end as is_top,
        case when amount_before >= :cut_before and amount_before > 0 then 1 else 0 end as was_top
    from pairs
),

moves as (
    select
        is_top,
        was_top,
        count(*) as customers,
        cast(sum(coalesce(amount, 0)) as double) as amount,
        cast(sum(coalesce(amount_before, 0)) as double) as amount_before
    from judged
    where is_top = 1 or was_top = 1
    group by is_top, was_top
)

select * from moves
order by is_top, was_top
