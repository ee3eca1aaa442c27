-- grain: one row; how many holders, what the top fifth of them carries: whole holders only, and with the fractional one
with ranked as (
    select
        amount,
        row_number() over (order by amount desc) as place,
        count(*) over () * 0.2 as wanted
    from berka_amounts
),

shares as (
    select
        count(*) as holders,
        sum(case when place <= floor(wanted) then amount else 0 end) / sum(amount) as whole_share,
        sum(
            case
                when place <= floor(wanted) then amount
                when place = floor(wanted) + 1 then amount * (wanted - floor(wanted))
                else 0
            end
        ) / sum(amount) as exact_share
    from ranked
)

select * from shares
