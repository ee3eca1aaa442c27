-- grain: month × part; what is asked about in every month to the end of the period and a year before, and the customers who joined and left since
{% from "sums.sql" import asked, chosen, kept %}
with parted as (
    select
        month,
        case
            when :parts = 'regions' then region_id
            when :parts = 'types' then customer_type
            when :parts = 'products' then product_id
            else ''
        end as part,
        standing,
        customers,
        customers_before,
        {{ asked() }} as amount,
        {{ asked("_before") }} as amount_before
    from change_months
    where month <= :last_month
        and {{ chosen() }}
        and {{ kept() }}
),

months as (
    select
        month,
        part,
        cast(sum(amount) as double) as amount,
        cast(sum(amount_before) as double) as amount_before,
        cast(sum(case when standing = 'new' then customers end) as bigint) as joined,
        cast(sum(case when standing = 'left' then customers_before end) as bigint) as left_since,
        count(customers_before) > 0 as has_before
    from parted
    group by month, part
)

select * from months
order by part, month
