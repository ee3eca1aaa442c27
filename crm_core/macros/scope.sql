{# Which rows are in scope (the parameters of `Scope`). `table` qualifies the columns where a join needs it.
   A parameter right behind a parenthesis would read as an alias to sqlglot, so the 1 stands first. #}
{% macro in_regions(table="") -%}
(1 = :every_region or {{ table ~ "." if table }}region_id in (:regions))
{%- endmacro %}

{% macro in_types(table="") -%}
(1 = :every_type or {{ table ~ "." if table }}customer_type in (:customer_types))
{%- endmacro %}

{% macro in_scope(table="") -%}
{{ in_regions(table) }} and {{ in_types(table) }}
{%- endmacro %}

{# Which customers are in scope, of a table of single customers: `in_scope`, and where the scope has a segment, only those of it (decision 121). #}
{% macro customer_in_scope(table="") -%}
{{ in_scope(table) }}{{ and_in_segment(table) }}
{%- endmacro %}

{# The same where regions and types come later: ` and …`, or nothing without a segment. #}
{% macro and_in_segment(table="") -%}
{% if by_segment %} and {{ table ~ "." if table }}customer_id in (select customer_id from segment_members){% endif %}
{%- endmacro %}

{# Which desks, or groups of customers, are in scope, of tables that hold those of a segment apart (`cubes.APART`). #}
{% macro desk_in_scope(table="") -%}
{{ in_scope(table) }}
{%- if by_segment %} and {{ table ~ "." if table }}in_segment = 1{% endif %}
{%- endmacro %}

{# The cells of a cube that holds its totals over regions and types: those of the scope, or the total. #}
{% macro in_cube(table="") -%}
{{ table ~ "." if table }}region_id in (:cube_regions) and {{ table ~ "." if table }}customer_type in (:cube_types)
{%- endmacro %}

{# A cube of all customers, whatever the segment: what the whole bank has to do with the question. #}
{% macro of_the_bank(cube) -%}
{{ '"' ~ cube ~ '" as ' ~ cube if by_segment else cube }}
{%- endmacro %}
