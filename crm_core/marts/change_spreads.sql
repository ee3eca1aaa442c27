-- grain: month × region × customer type; how many customers had business then or a year before, and the squares of what each one's contribution changed by
-- Built month by month: the customers of two months are held, not those of all.
with differences as (
    select
        customer_id,
        sum(
            case when month = cast(:month as date) then 1 else -1 end
            * (net_interest_income + fee_income - cost_to_serve - expected_loss - capital_charge)
        ) as difference
    from activity_money
    where month = cast(:month as date)
        or month = cast(cast(:month as date) - interval '12' month as date)
    group by customer_id
),

spreads as (
    select
        cast(:month as date) as month,
        customers.region_id,
        customers.customer_type,
        count(*) as customers,
        sum(cast(differences.difference as double) * cast(differences.difference as double)) as change_squares
    from differences
    inner join customers on differences.customer_id = customers.customer_id
    group by customers.region_id, customers.customer_type
)

select * from spreads
order by region_id, customer_type
