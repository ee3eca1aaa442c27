-- grain: reason for leaving × bank that the customer went to (empty: not stated); customers under the scope who left from the first month of the data to the end of the trailing year
with counted as (
    select
        min(reason) as reason,
        min(went_to) as went_to,
        cast(sum(customers) as bigint) as customers
    from leaver_years
    where years_ago = :years_ago
        and {{ in_scope() }}
    group by lower(reason), lower(went_to)
)

select * from counted
order by customers desc, reason, went_to
