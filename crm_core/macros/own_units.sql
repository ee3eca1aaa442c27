{# What a line of contribution would be at the bank's own unit costs and rates: by months and transactions with least
   squares, or by its rate on a balance (`marts/reference_years.sql`). #}
{% macro least_squares(line) -%}
case
            when has_unknown_transactions = 0 and mm * tt - mt * mt > 0.000000001 * mm * tt
                then ({{ line }}_m * tt - {{ line }}_t * mt) / (mm * tt - mt * mt)
        end as {{ line }}_per_month,
        case
            when has_unknown_transactions = 0 and mm * tt - mt * mt > 0.000000001 * mm * tt
                then ({{ line }}_t * mm - {{ line }}_m * mt) / (mm * tt - mt * mt)
        end as {{ line }}_per_transaction
{%- endmacro %}
{% macro unit_weights(line) -%}
case
            when {{ line }}_per_transaction > 0 and {{ line }}_per_month <= 0 then 0
            when {{ line }}_per_transaction > 0 then {{ line }}_per_month
            else 1
        end as {{ line }}_month_weight,
        case
            when {{ line }}_per_transaction > 0 and {{ line }}_per_month <= 0 then 1
            when {{ line }}_per_transaction > 0 then {{ line }}_per_transaction
            else 0
        end as {{ line }}_transaction_weight
{%- endmacro %}
{% macro at_units(line) -%}
weighed.{{ line }}
            * (weighed.{{ line }}_month_weight * typed.months
                + weighed.{{ line }}_transaction_weight * typed.transactions)
            / (weighed.{{ line }}_month_weight * weighed.months
                + weighed.{{ line }}_transaction_weight * weighed.transactions)
{%- endmacro %}
{% macro at_rate(line, base) -%}
case
            when typed.{{ base }} is null then cast(typed.{{ line }} as double)
            when weighed.{{ base }} > 0 then weighed.{{ line }} * cast(typed.{{ base }} as double) / weighed.{{ base }}
            else weighed.{{ line }} * typed.months / weighed.known_months
        end
{%- endmacro %}
