-- grain: one customer in the bank's top of this year or of the year before whose contribution fell, under the scope
with now as (
    select *
    from customer_years
    where years_ago = :years_ago
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

before as (
    select *
    from customer_years
    where years_ago = :years_ago + 1
        and contribution > 0
),

fallen as (
    select
        now.customer_id,
        now.region_id,
        now.customer_type,
        now.manager_id,
        now.contribution,
        before.contribution as contribution_before,
        now.contribution_rank,
        before.contribution_rank as rank_before,
        now.products_held,
        now.balance,
        now.net_interest_income - before.net_interest_income as net_interest_income_change,
        now.fee_income - before.fee_income as fee_income_change,
        before.cost_to_serve - now.cost_to_serve as cost_to_serve_change,
        before.expected_loss - now.expected_loss as expected_loss_change,
        before.capital_charge - now.capital_charge as capital_charge_change,
        before.contribution - now.contribution as money
    from now
    inner join before on now.customer_id = before.customer_id
    where (now.contribution_rank <= :top_now or before.contribution_rank <= :top_before)
        and now.contribution < before.contribution * (1 - :fall)
),

named as (
    select
        fallen.*,
        coalesce(customers.name, fallen.customer_id) as name,
        book_regions.name as region
    from fallen
    inner join customers on fallen.customer_id = customers.customer_id
    inner join book_regions on fallen.region_id = book_regions.region_id
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
order by money desc, customer_id
limit :most offset :skip
