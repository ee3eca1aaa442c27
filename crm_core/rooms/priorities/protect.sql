-- grain: one customer in the bank's top of this year or of the year before whose contribution fell, under the scope
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

fallen as (
    select
        customer_id,
        contribution,
        contribution_before,
        contribution_rank,
        rank_before,
        contribution_before - contribution as money
    from customer_moves
    where years_ago = :years_ago
        and (contribution_rank <= :top_now or rank_before <= :top_before)
        and contribution_before > 0
        and contribution < contribution_before * (1 - :fall)
        and {{ in_scope() }}
        and customer_id not in (select customer_id from gone)
        and (:search = '' or customer_id in (select customer_id from matches))
),

totals as (
    select
        count(*) as found,
        cast(sum(money) as double) as found_money
    from fallen
),

listed as (
    select *
    from fallen
    order by money desc, customer_id
    limit :most offset :skip
),

detailed as (
    select
        listed.*,
        now.customer_type,
        now.manager_id,
        now.products_held,
        now.balance,
        now.net_interest_income - before.net_interest_income as net_interest_income_change,
        now.fee_income - before.fee_income as fee_income_change,
        before.cost_to_serve - now.cost_to_serve as cost_to_serve_change,
        before.expected_loss - now.expected_loss as expected_loss_change,
        before.capital_charge - now.capital_charge as capital_charge_change,
        coalesce(customers.name, 'Customer ' || customers.customer_id) as name,
        book_regions.name as region,
        totals.found,
        totals.found_money
    from listed
    inner join customer_years as now
        on listed.customer_id = now.customer_id and now.years_ago = :years_ago
    inner join customer_years as before
        on listed.customer_id = before.customer_id and before.years_ago = :years_ago + 1
    inner join customers on listed.customer_id = customers.customer_id
    inner join book_regions on customers.region_id = book_regions.region_id
    cross join totals
)

select * from detailed
order by money desc, customer_id
