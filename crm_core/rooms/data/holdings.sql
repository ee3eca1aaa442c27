-- grain: one source table of the contract; how many rows of it the book holds
with counted as (
    select 'customers' as table_name, count(*) as held from customers
    union all
    select 'products' as table_name, count(*) as held from products
    union all
    select 'activity' as table_name, cast(coalesce(sum(activity_rows), 0) as bigint) as held from activity_months
    union all
    select 'rates' as table_name, count(*) as held from rates
    union all
    select 'loss_rates' as table_name, count(*) as held from loss_rates
    union all
    select 'regions' as table_name, count(*) as held from regions
    union all
    select 'region_economy' as table_name, count(*) as held from region_economy
    union all
    select 'region_industry' as table_name, count(*) as held from region_industry
    union all
    select 'market' as table_name, count(*) as held from market
    union all
    select 'outflows' as table_name, count(*) as held from outflows
    union all
    select 'branches' as table_name, count(*) as held from branches
    union all
    select 'staff' as table_name, count(*) as held from staff
    union all
    select 'contacts' as table_name, count(*) as held from contacts
    union all
    select 'groups' as table_name, count(*) as held from groups
    union all
    select 'pilots' as table_name, count(*) as held from pilots
)

select * from counted
order by table_name
