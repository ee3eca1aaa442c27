-- grain: one standing order; no month, because the file gives no dates
with orders as (
    select
        owned.customer_id,
        berka_order.bank_to as counterpart,
        cast(null as date) as month,
        berka_order.amount,
        case berka_order.k_symbol
            when 'SIPO' then 'household'
            when 'UVER' then 'loan repayment'
            when 'POJISTNE' then 'insurance'
            when 'LEASING' then 'leasing'
        end as purpose
    from berka_order
    inner join berka_owned_accounts as owned on berka_order.account_id = owned.account_id
    order by berka_order.order_id
)

select * from orders
