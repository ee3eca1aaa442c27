-- grain: one relationship manager (empty: customers without one), under the scope
with sums as (
    select
        manager_id,
        sum(customers) as customers,
        sum(contribution) as contribution,
        sum(contribution - losses) as gains
    from relationship_years
    where years_ago = :years_ago
        and {{ in_scope() }}
    group by manager_id
),

contacted as (
    select
        customers.customer_id,
        customers.manager_id,
        count(*) as contacts,
        sum(case when lower(trim(contacts.channel)) in ('visit', 'meeting', 'manager') then 0 else 1 end) as other_contacts
    from contacts
    inner join customers on contacts.customer_id = customers.customer_id
    where customers.manager_id is not null
    group by customers.customer_id, customers.manager_id
),

known_to_one as (
    select
        contacted.manager_id,
        count(*) as known_only,
        sum(customer_years.contribution) as known_only_contribution
    from contacted
    inner join customer_years on contacted.customer_id = customer_years.customer_id
    where contacted.other_contacts = 0
        and contacted.contacts >= :min_contacts
        and customer_years.years_ago = :years_ago
        and {{ customer_in_scope("customer_years") }}
    group by contacted.manager_id
),

named as (
    select
        sums.manager_id,
        staff.name,
        cast(sums.customers as bigint) as customers,
        sums.contribution,
        sums.gains,
        coalesce(known_to_one.known_only, 0) as known_only,
        coalesce(known_to_one.known_only_contribution, 0) as known_only_contribution
    from sums
    left join book_staff as staff on sums.manager_id = staff.manager_id
    left join known_to_one on sums.manager_id = known_to_one.manager_id
)

select * from named
order by contribution desc, manager_id
