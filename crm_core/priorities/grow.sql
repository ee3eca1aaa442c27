-- grain: one customer just below the bank's top, under the scope; closest to the cut first
with chosen as (
    select *
    from customer_years
    where years_ago = :years_ago
        and contribution_rank > :top_now
        and contribution >= :cut * (1 - :reach)
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

close as (
    select
        customer_id,
        region_id,
        customer_type,
        manager_id,
        contribution,
        contribution_rank,
        products_held,
        balance,
        :cut - contribution as money
    from chosen
),

named as (
    select
        close.*,
        coalesce(customers.name, close.customer_id) as name,
        book_regions.name as region
    from close
    inner join customers on close.customer_id = customers.customer_id
    inner join book_regions on close.region_id = book_regions.region_id
    where :search = ''
        or position(lower(:search) in lower(customers.customer_id)) > 0
        or position(lower(:search) in lower(customers.name)) > 0
),

counted as (
    select
        named.*,
        count(*) over () as found,
        sum(money) over () as found_money
    from named
)

select * from counted
order by money, customer_id
limit :most offset :skip
