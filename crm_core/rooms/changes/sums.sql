{# Which rows of a cube of changes are asked about: the period and the scope; `desk` is true for the cube that knows
   branches and managers. Customers stand under no product, so they are there whichever product is asked about. #}
{% macro chosen(desk=false) -%}
{{ in_scope() }}
        and (:product = '' or product_id in ('', :product))
        {%- if desk %}

        and (:branch = '' or branch_id = :branch)
        and (:manager = '' or manager_id = :manager)
        {%- endif %}
{%- endmacro %}

{# Without the products that are not known alike now and a year before (`known.py`). #}
{% macro kept() -%}
(:is_whole = 1 or product_id not in (:without))
{%- endmacro %}

{# A sum in cents, a whole number, so that parts add up to the cent: of all months of the period, or of its last. #}
{% macro cents(amount) -%}
cast(100 * sum({{ amount }}) as bigint)
{%- endmacro %}
{% macro cents_at_end(amount) -%}
cast(100 * sum(case when month = :last_month then {{ amount }} end) as bigint)
{%- endmacro %}
{% macro count_at_end(amount) -%}
cast(sum(case when month = :last_month then {{ amount }} end) as bigint)
{%- endmacro %}

{# The columns of `cells.sql` and `desk_cells.sql`. A volume is what interest is earned on, added up over the months. #}
{% macro cells() -%}
{% for end in ["", "_before"] %}
        {{ count_at_end("customers" ~ end) }} as customers{{ end }},
        {{ count_at_end("holders" ~ end) }} as holders{{ end }},
        {{ cents_at_end("deposits" ~ end) }} as deposits{{ end }},
        {{ cents_at_end("loans" ~ end) }} as loans{{ end }},
        {{ cents("(deposits" ~ end ~ " + loans" ~ end ~ " + other_balance" ~ end ~ ")") }} as volume{{ end }},
        cast(sum(holders{{ end }}) as bigint) as rows{{ end }},
        cast(sum(known_balances{{ end }}) as bigint) as known_balances{{ end }},
        cast(sum(known_money{{ end }}) as bigint) as known_money{{ end }},
        {% for line in ["net_interest_income", "fee_income", "cost_to_serve", "expected_loss", "capital_charge",
                        "one_offs"] %}
        {{ cents(line ~ end) }} as {{ line }}{{ end }},
        {% endfor %}
{% endfor %}
        count(*) as cells
{%- endmacro %}

{# What is asked about, of a row of a cube now or a year before (`end`). #}
{% macro asked(end="") -%}
case
            when :by = 'contribution' then net_interest_income{{ end }} + fee_income{{ end }} - cost_to_serve{{ end }}
                - expected_loss{{ end }} - capital_charge{{ end }}
            when :by = 'revenue' then net_interest_income{{ end }} + fee_income{{ end }}
            when :by = 'deposits' then deposits{{ end }}
            when :by = 'loans' then loans{{ end }}
            else customers{{ end }}
        end
{%- endmacro %}
