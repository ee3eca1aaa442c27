-- grain: region × customer type × branch × manager × standing; how many customers there are in the last month of the period, and were a year before
with cells as (
    select
        region_id,
        customer_type,
        branch_id,
        manager_id,
        standing,
        customers,
        customers_before
    from standing_months
    where month = :last_month
        and {{ in_scope() }}
        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
)

select * from cells
order by region_id, customer_type, branch_id, manager_id, standing
