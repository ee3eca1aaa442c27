-- grain: one loss-maker that a return to its type's median on one line would mend, under the scope
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

medians as (
    select
        customer_type,
        max(case when line = 'fee_income' then median_amount end) as median_fees,
        max(case when line = 'cost_to_serve' then median_amount end) as median_cost,
        max(case when line = 'expected_loss' then median_amount end) as median_loss
    from type_medians
    where years_ago = :years_ago
    group by customer_type
),

losing as (
    select
        customer_years.customer_id,
        customer_years.contribution,
        customer_years.contribution_rank,
        customer_years.customer_type,
        customer_years.manager_id,
        customer_years.products_held,
        customer_years.balance,
        customer_years.fee_income,
        customer_years.cost_to_serve,
        customer_years.expected_loss,
        -customer_years.contribution as money,
        medians.median_fees,
        medians.median_cost,
        medians.median_loss,
        medians.median_fees - customer_years.fee_income as fees_short,
        customer_years.cost_to_serve - medians.median_cost as cost_over,
        customer_years.expected_loss - medians.median_loss as loss_over
    from customer_years
    inner join medians on customer_years.customer_type = medians.customer_type
    where customer_years.years_ago = :years_ago
        and customer_years.contribution < 0
        and {{ in_scope("customer_years") }}
        and customer_years.customer_id not in (select customer_id from gone)
        and (:search = '' or customer_years.customer_id in (select customer_id from matches))
),

mendable as (
    select *
    from losing
    where fees_short >= money or cost_over >= money or loss_over >= money
),

totals as (
    select
        count(*) as found,
        cast(sum(money) as double) as found_money
    from mendable
),

listed as (
    select *
    from mendable
    order by money desc, customer_id
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
order by money desc, customer_id
