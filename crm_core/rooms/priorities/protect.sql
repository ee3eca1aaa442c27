-- grain: one customer in the bank's top of this year or of the year before whose contribution fell, under the scope
{% from "lists.sql" import is_meant, named, page_of, ranks_of, who_is_meant, with_names %}
with {{ who_is_meant() }},

fallen as (
    select
        customer_id,
        contribution,
        contribution_before,
        contribution_before - contribution as money
    from customer_moves
    where years_ago = :years_ago
        and ((contribution >= :cut and contribution > 0) or contribution_before >= :cut_before)
        and contribution_before > 0
        and contribution < contribution_before * (1 - :fall)
        and {{ customer_in_scope() }}
        and {{ is_meant() }}
),

{{ page_of("fallen", "money desc") }},

{{ ranks_of("ranks", "contribution", ":years_ago") }},

{{ ranks_of("ranks_before", "contribution_before", ":years_ago + 1") }},

detailed as (
    select
        listed.*,
        ranks.place as contribution_rank,
        ranks_before.place as rank_before,
        now.customer_type,
        now.manager_id,
        now.products_held,
        now.balance,
        now.net_interest_income - before.net_interest_income as net_interest_income_change,
        now.fee_income - before.fee_income as fee_income_change,
        before.cost_to_serve - now.cost_to_serve as cost_to_serve_change,
        before.expected_loss - now.expected_loss as expected_loss_change,
        before.capital_charge - now.capital_charge as capital_charge_change,
        {{ named() }}
    from listed
    inner join customer_years as now
        on listed.customer_id = now.customer_id and now.years_ago = :years_ago
    inner join customer_years as before
        on listed.customer_id = before.customer_id and before.years_ago = :years_ago + 1
    inner join ranks on listed.contribution = ranks.contribution
    inner join ranks_before on listed.contribution_before = ranks_before.contribution
    {{ with_names() }}
)

select * from detailed
order by money desc, customer_id
