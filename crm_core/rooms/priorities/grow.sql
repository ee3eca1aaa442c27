-- grain: one customer just below the bank's top, under the scope; closest to the cut first
with gone as (
    select customer_id
    from customers
    where left_on is not null
),

matches as (
    select customer_id
    from customers
    where :search <> ''
        and (position(lower(:search) in lower(customer_id)) > 0 or position(lower(:search) in lower(name)) > 0)
),

close as (
    select
        customer_id,
        contribution,
        contribution_rank,
        customer_type,
        manager_id,
        products_held,
        balance,
        :cut - contribution as money
    from customer_years
    where years_ago = :years_ago
        and contribution_rank > :top_now
        and :cut > 0
        and contribution >= :cut * (1 - :reach)
        and {{ in_scope() }}
        and customer_id not in (select customer_id from gone)
        and (:search = '' or customer_id in (select customer_id from matches))
),

totals as (
    select
        count(*) as found,
        cast(sum(money) as double) as found_money
    from close
),

listed as (
    select *
    from close
    order by money, customer_id
    limit :most offset :skip
),

detailed as (
    select
        listed.*,
        coalesce(customers.name, 'Customer ' || customers.customer_id) as name,
        book_regions.name as region,
        totals.found,
        totals.found_money
    from listed
    inner join customers on listed.customer_id = customers.customer_id
    inner join book_regions on customers.region_id = book_regions.region_id
    cross join totals
)

select * from detailed
order by money, customer_id
