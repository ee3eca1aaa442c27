-- grain: one customer, the owner of an account
with people as (
    select
        customer_id,
        'individual' as customer_type,
        min_by(region_id, opened_on) as region_id,
        min(opened_on) as joined_on,
        -- The worst grade of a customer's loans: A and C went well, D and B did not.
        max(case loan_status when 'A' then 'A' when 'C' then 'B' when 'D' then 'D' when 'B' then 'E' end) as credit_grade
    from berka_owned_accounts
    group by customer_id
)

select * from people
order by customer_id
