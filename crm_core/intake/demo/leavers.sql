-- grain: customer of the block who leaves within the 36 months, with the month; by the log-odds a month of truths.toml
-- Nobody leaves whose draw of a month is above the greatest chance there is, so only the few others are looked at.
with drawn as (
    select
        people.number,
        people.customer_id,
        people.is_drifting,
        cast(step as integer) as step,
        datediff('month', people.joined_on, month_of(step)) as months,
        chance(people.number * 64 + step, 'leaves') as draw
    from people
    cross join range(1, 36) as steps (step)
    where not is_anchor
        and months >= :least_months
        and draw < probability(:of_the_newest + :drifting)
),

held as (
    select
        drawn.*,
        count(*) as products
    from drawn
    inner join holdings
        on drawn.customer_id = holdings.customer_id
        and drawn.step between holdings.first_step and holdings.last_step
    group by all
),

left_first as (
    select
        number,
        customer_id,
        min(step) as left_step
    from held
    where draw < probability(
        :of_the_newest
        + :each_doubling * log2(months / :least_months)
        + :each_further_product * (products - 1)
        + case when is_drifting then :drifting else 0 end
    )
    group by number, customer_id
),

dated as (
    select
        customer_id,
        left_step,
        month_of(left_step) + cast(floor(28 * chance(number, 'last day')) as integer) as left_on
    from left_first
)

select * from dated
