-- grain: branch or manager; what is asked about in the months from `:first_month` to `:last_month` and a year before, in cents (customers by number), the most changed first
{% from "sums.sql" import asked, chosen, kept, cents %}
with parted as (
    select
        case when :parts = 'branches' then branch_id else manager_id end as part,
        {{ asked() }} as amount,
        {{ asked("_before") }} as amount_before
    from change_desk_months
    where month >= :first_month
        and month <= :last_month
        and {{ chosen(desk=true) }}
        and {{ kept() }}
),

sums as (
    select
        part,
        coalesce({{ cents("amount") }}, 0) as now,
        coalesce({{ cents("amount_before") }}, 0) as before
    from parted
    group by part
),

named as (
    select
        sums.part,
        case when :parts = 'branches' then book_branches.name else book_staff.name end as name,
        sums.now,
        sums.before,
        sum(greatest(sums.now - sums.before, 0)) over () as gains,
        sum(greatest(sums.before - sums.now, 0)) over () as losses,
        count(*) over () as parts
    from sums
    left join book_branches on sums.part = book_branches.branch_id
    left join book_staff on sums.part = book_staff.manager_id
)

select * from named
order by abs(now - before) desc, part
limit :most
