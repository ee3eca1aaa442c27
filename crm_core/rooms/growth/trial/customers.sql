-- grain: one customer at the end of the trailing year :years_ago, of the whole bank, by rank of contribution; what is known of them then, and the revenue of the year after it
-- Numbers only, and none unknown: an unknown tenure or size is -1, and who left has no revenue afterwards. No region, no
-- name and no protected attribute: what a model must not learn it does not get. Of a customer of less than a year the
-- year is a part of one, which grows by being whole: such a customer is new.
with described as (
    select
        cast(customer_years.contribution_rank as integer) as contribution_rank,
        desks.desk_id,
        cast(case customer_years.customer_type
            when 'individual' then 0 when 'business' then 1 when 'corporate' then 2 else 3
        end as smallint) as type_code,
        cast(case when customer_years.tenure_months < 12 then 1 else 0 end as smallint) as is_new,
        cast(coalesce(customer_years.tenure_months, -1) as smallint) as tenure_months,
        cast(coalesce(customer_years.size_amount, -1) as real) as size_amount,
        cast(customer_years.products_held as smallint) as products_held,
        cast(customer_years.balance as real) as balance,
        cast(customer_years.turnover as real) as turnover,
        cast(customer_years.transactions as real) as transactions,
        cast(customer_years.contribution as double) as contribution,
        cast(customer_years.revenue as double) as revenue,
        cast(customer_years.late_revenue as real) as late_revenue,
        cast(customer_years.cost_to_serve as real) as cost_to_serve,
        cast(coalesce(later.revenue, 0) as double) as later_revenue
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_years on customer_years.years_ago = book_years.years_ago
    inner join desks
        on customer_years.region_id = desks.region_id
        and customer_years.customer_type = desks.customer_type
        and customer_years.branch_id = desks.branch_id
        and customer_years.manager_id = desks.manager_id
    left join customer_years as later
        on customer_years.customer_id = later.customer_id and later.years_ago = :years_ago - 1
    where customer_years.years_ago = :years_ago
        and (customers.left_on is null or customers.left_on > book_years.last_day)
)

select * from described
order by contribution_rank
