-- grain: one row; the assumptions that the marts calculate with, and the month in which the bank's fiscal year starts
with terms as (
    select
        :currency as currency,
        cast(:hurdle_rate as decimal(9, 6)) as hurdle_rate,
        cast(:contribution_weight as double) as contribution_weight,
        cast(:balance_weight as double) as balance_weight,
        cast(:turnover_weight as double) as turnover_weight,
        cast(:tenure_weight as double) as tenure_weight,
        cast(:scale_weight as double) as scale_weight,
        cast(:reputation_weight as double) as reputation_weight,
        cast(:fiscal_year_starts as integer) as fiscal_year_starts
)

select * from terms
