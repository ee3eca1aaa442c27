-- grain: column of the activity that is empty in some rows of a product that has it in others, and that no rate card fills
-- What a rate card prices has its money where the bank gives none.
with counted as (
    select
        activity_months.product_id,
        cast(sum(activity_rows) as bigint) as held,
        cast(sum(balance_rows) as bigint) as balance,
        cast(sum(turnover_rows) as bigint) as turnover,
        cast(sum(transactions_rows) as bigint) as transactions,
        cast(sum(case when rate_months.product_id is null then net_interest_income_rows else activity_rows end) as bigint)
            as net_interest_income,
        cast(sum(case when rate_months.product_id is null then fee_income_rows else activity_rows end) as bigint)
            as fee_income,
        cast(sum(case when rate_months.product_id is null then cost_to_serve_rows else activity_rows end) as bigint)
            as cost_to_serve
    from activity_months
    left join rate_months
        on activity_months.product_id = rate_months.product_id and activity_months.month = rate_months.month
    group by activity_months.product_id
),

columns_known as (
    unpivot counted
    on balance, turnover, transactions, net_interest_income, fee_income, cost_to_serve
    into name measure value known
),

partly as (
    select measure, cast(sum(held) as bigint) as held, cast(sum(held - known) as bigint) as empty
    from columns_known
    where known between 1 and held - 1
    group by measure
),

found as (
    select
        'activity' as table_name,
        measure as subject,
        json_object(
            'text',
            case measure
                when 'balance' then
                    /*N_*/ 'The balance is empty in {empty_count} of {rows_count} rows of products that have one elsewhere: averages are over the months that are known. Fill in the column if the figure exists.'
                when 'turnover' then
                    /*N_*/ 'The turnover is empty in {empty_count} of {rows_count} rows of products that have one elsewhere: the total is of the rows that are known, so it is too low. Fill in the column if the figure exists.'
                when 'transactions' then
                    /*N_*/ 'The number of transactions is empty in {empty_count} of {rows_count} rows of products that have one elsewhere: the total is of the rows that are known, so it is too low. Fill in the column if the figure exists.'
                when 'net_interest_income' then
                    /*N_*/ 'Net interest income is empty in {empty_count} of {rows_count} rows of products that have it elsewhere: income is too low by what is missing, and some customers may look unprofitable because of it. Fill in the column if the figure exists.'
                when 'fee_income' then
                    /*N_*/ 'Fee income is empty in {empty_count} of {rows_count} rows of products that have it elsewhere: income is too low by what is missing, and some customers may look unprofitable because of it. Fill in the column if the figure exists.'
                else
                    /*N_*/ 'Cost to serve is empty in {empty_count} of {rows_count} rows of products that have it elsewhere: costs are too low by what is missing, and contribution is too high. Fill in the column if the figure exists.'
            end,
            'empty_count', empty,
            'rows_count', held
        ) as reason
    from partly
)

select * from found
