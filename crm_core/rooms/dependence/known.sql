-- grain: one customer known to one manager only, under the scope; the largest first
with contacted as (
    select
        customer_id,
        count(*) as contacts,
        sum(case when lower(trim(channel)) in ('visit', 'meeting', 'manager') then 0 else 1 end) as other_contacts
    from contacts
    group by customer_id
),

known as (
    select
        customers.customer_id,
        customers.name,
        customers.manager_id,
        staff.name as manager,
        customers.left_on,
        contacted.contacts,
        customer_years.contribution
    from contacted
    inner join customers on contacted.customer_id = customers.customer_id
    inner join customer_years on contacted.customer_id = customer_years.customer_id
    left join book_staff as staff on customers.manager_id = staff.manager_id
    where contacted.other_contacts = 0
        and contacted.contacts >= :min_contacts
        and customers.manager_id is not null
        and customer_years.years_ago = :years_ago
        and {{ customer_in_scope("customer_years") }}
),

totals as (
    select
        count(*) as found,
        cast(sum(contribution) as double) as found_contribution
    from known
),

listed as (
    select *
    from known
    order by contribution desc, customer_id
    limit :most
),

counted as (
    select
        listed.*,
        totals.found,
        totals.found_contribution
    from listed
    cross join totals
)

select * from counted
order by contribution desc, customer_id
