-- grain: one customer who entered the top since the year before or left it, under the scope; most money moved first, with the ranks of both years (who brings the same shares a rank)
with pairs as (
    select
        customer_id,
        region_id,
        case
            when :by = 'contribution' then contribution
            when :by = 'revenue' then revenue
            when :by = 'balance' then balance
            else turnover
        end as amount,
        case
            when :by = 'contribution' then contribution_before
            when :by = 'revenue' then revenue_before
            when :by = 'balance' then balance_before
            else turnover_before
        end as amount_before
    from customer_moves
    where years_ago = :years_ago
        and {{ in_scope() }}
),

judged as (
    select
        pairs.*,
        coalesce(amount, 0) - coalesce(amount_before, 0) as change,
        case when amount >= :cut and amount > 0 then 1 else 0 end as is_top,
        case when amount_before >= :cut_before and amount_before > 0 then 1 else 0 end as was_top
    from pairs
),

moved as (
    select *
    from judged
    where is_top <> was_top
),

entered as (
    select *
    from moved
    where is_top = 1
        and :entered = 1
    order by abs(change) desc, customer_id
    limit :most offset :skip
),

gone as (
    select *
    from moved
    where was_top = 1
        and :left = 1
    order by abs(change) desc, customer_id
    limit :most offset :skip
),

listed as (
    select * from entered
    union all
    select * from gone
),

sizes as (
    select
        years_ago - :years_ago as back,
        cast(
            floor(
                asinh(
                    10 * cast(
                        case
                            when :by = 'contribution' then contribution
                            when :by = 'revenue' then revenue
                            when :by = 'balance' then balance
                            else turnover
                        end as double
                    )
                ) * 400
            ) as integer
        ) as step,
        count(*) as customers
    from customer_years
    where years_ago >= :years_ago
        and years_ago <= :years_ago + 1
        and {{ in_scope() }}
    group by
        years_ago - :years_ago,
        cast(
            floor(
                asinh(
                    10 * cast(
                        case
                            when :by = 'contribution' then contribution
                            when :by = 'revenue' then revenue
                            when :by = 'balance' then balance
                            else turnover
                        end as double
                    )
                ) * 400
            ) as integer
        )
),

above as (
    select
        back,
        step,
        sum(customers) over (partition by back order by step desc) - customers as customers
    from sizes
),

asked as (
    select
        customer_id,
        0 as back,
        amount,
        cast(floor(asinh(10 * cast(amount as double)) * 400) as integer) as step
    from listed
    where amount is not null
    union all
    select
        customer_id,
        1 as back,
        amount_before as amount,
        cast(floor(asinh(10 * cast(amount_before as double)) * 400) as integer) as step
    from listed
    where amount_before is not null
),

near as (
    select
        years_ago - :years_ago as back,
        case
            when :by = 'contribution' then contribution
            when :by = 'revenue' then revenue
            when :by = 'balance' then balance
            else turnover
        end as amount
    from customer_years
    where years_ago >= :years_ago
        and years_ago <= :years_ago + 1
        and {{ in_scope() }}
),

places as (
    select
        asked.customer_id,
        asked.back,
        asked.step,
        1 + sum(case when near.amount > asked.amount then 1 else 0 end) as place
    from asked
    inner join near
        on asked.back = near.back
        and asked.step = cast(floor(asinh(10 * cast(near.amount as double)) * 400) as integer)
    group by asked.customer_id, asked.back, asked.step
),

ranks as (
    select
        places.customer_id,
        max(case when places.back = 0 then above.customers + places.place end) as rank_now,
        max(case when places.back = 1 then above.customers + places.place end) as rank_before
    from places
    inner join above on places.back = above.back and places.step = above.step
    group by places.customer_id
),

named as (
    select
        case when listed.is_top = 1 then 'entered' else 'left' end as move,
        listed.customer_id as id,
        coalesce(customers.name, 'Customer ' || customers.customer_id) as name,
        book_regions.name as region,
        listed.amount_before,
        listed.amount,
        listed.change,
        cast(ranks.rank_before as bigint) as rank_before,
        cast(ranks.rank_now as bigint) as rank
    from listed
    inner join ranks on listed.customer_id = ranks.customer_id
    inner join customers on listed.customer_id = customers.customer_id
    inner join book_regions on listed.region_id = book_regions.region_id
)

select * from named
order by move, abs(change) desc, id
