{# Which rows are in scope (the parameters of `Scope`). `table` qualifies the columns where a join needs it. #}
{% macro in_regions(table="") -%}
(:every_region = 1 or {{ table ~ "." if table }}region_id in (:regions))
{%- endmacro %}

{% macro in_types(table="") -%}
(:every_type = 1 or {{ table ~ "." if table }}customer_type in (:customer_types))
{%- endmacro %}

{% macro in_scope(table="") -%}
{{ in_regions(table) }} and {{ in_types(table) }}
{%- endmacro %}

{# The cells of a cube that holds its totals over regions and types: those of the scope, or the total. #}
{% macro in_cube(table="") -%}
{{ table ~ "." if table }}region_id in (:cube_regions) and {{ table ~ "." if table }}customer_type in (:cube_types)
{%- endmacro %}
