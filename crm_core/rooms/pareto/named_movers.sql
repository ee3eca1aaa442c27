-- grain: one customer who entered the top since the year before or left it, under the scope; most money moved first, with the ranks of both years (who brings the same shares a rank)
with pairs as (
    select
        customer_id,
        region_id,
        {{ measured() }} as amount,
        {{ measured(year="_before") }} as amount_before
    from customer_moves
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
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

left_top as (
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
    select * from left_top
),

curves as (
    select
        curve_id,
        years_ago - :years_ago as back
    from value_curves
    where ranked = 'customers'
        and measure = :by
        and years_ago >= :years_ago
        and years_ago <= :years_ago + 1
        and region_id <> ''
        and customer_type <> ''
        and {{ in_scope() }}
),

sizes as (
    select
        curves.back,
        value_cube.bucket,
        sum(value_cube.customers) as customers
    from value_cube
    inner join curves on value_cube.curve_id = curves.curve_id
    group by curves.back, value_cube.bucket
),

above as (
    select
        back,
        bucket,
        sum(customers) over (partition by back order by bucket desc) - customers as customers
    from sizes
),

asked as (
    select
        customer_id,
        0 as back,
        amount,
        {{ value_bucket("amount") }} as bucket
    from listed
    where amount is not null
    union all
    select
        customer_id,
        1 as back,
        amount_before as amount,
        {{ value_bucket("amount_before") }} as bucket
    from listed
    where amount_before is not null
),

same_bucket as (
    select
        curves.back,
        customer_values.bucket,
        customer_values.amount
    from customer_values
    inner join curves on customer_values.curve_id = curves.curve_id
),

places as (
    select
        asked.customer_id,
        asked.back,
        asked.bucket,
        1 + sum(case when same_bucket.amount > asked.amount then 1 else 0 end) as place
    from asked
    inner join same_bucket on asked.back = same_bucket.back and asked.bucket = same_bucket.bucket
    group by asked.customer_id, asked.back, asked.bucket
),

ranks as (
    select
        places.customer_id,
        max(case when places.back = 0 then above.customers + places.place end) as rank_now,
        max(case when places.back = 1 then above.customers + places.place end) as rank_before
    from places
    inner join above on places.back = above.back and places.bucket = above.bucket
    group by places.customer_id
),

named as (
    select
        case when listed.is_top = 1 then 'entered' else 'left' end as move,
        listed.customer_id as id,
        customers.name,
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
