{# What the rows of a market file may be that are no bank: a total by its name, and a sum of others within rounding. #}

{# Names made of nothing but words for a total: `Total`, `Gesamtmarkt`, `Todos los bancos`, `Total banks`. Put together by
   the query: written out they are two thousand, and reading them took longer than many a whole mart. #}
{% macro names_of_totals() -%}
{% set alone = [
    "total", "totals", "totale", "totales", "totaux", "totaal", "totalt", "totali", "summe", "gesamt", "gesamtsumme",
    "gesamtmarkt", "insgesamt", "suma", "summa", "somma", "somme", "ensemble", "celkem", "úhrnem", "razem", "ogółem",
    "suma total", "sum", "toplam", "yhteensä", "összesen", "grand total", "subtotal", "whole market", "market", "mercado",
    "markt", "marché", "mercato", "итого", "всего", "σύνολο", "合計", "合计", "总计", "全体", "i alt", "total general", "total market size",
    "sistema", "sistema bancario", "sistema financiero", "total bancario", "total sistema", "sector bancario",
    "banking sector", "banking system", "banking industry", "competition", "competitors", "competencia", "competidores",
    "wettbewerb", "concurrence", "concorrenza"
] %}
{% set whole = ["all", "all the", "todos los", "todas las", "todos los otros", "toutes les", "tous les", "alle", "tutte le",
    "tutti i", "todos os", "alla", "všechny", "wszystkie", "total", "total de", "total de los", "total of", "total of all",
    "total all", "total des", "total der", "totale delle", "suma de", "suma de los", "sum of", "sum of all", "summe der",
    "summe aller", "summe", "gesamt", "gesamte", "ensemble des", "ensemble de", "somme des", "somma delle", "the whole",
    "whole", "entire", "the entire", "sum of the", "total of the", "all other", "total other", "the"] %}
{% set of = ["banks", "bancos", "banken", "banques", "banche", "banky", "banki", "banker", "institutions", "institutes",
    "entidades", "instituciones", "institute", "établissements", "etablissements", "entities", "market", "mercado",
    "markt", "marché", "marche", "mercato", "sector", "sektor", "secteur", "settore", "system", "sistema", "système",
    "industry", "competitors", "bancos del mercado", "banking sector", "banking system", "general", "país", "country"] %}
    select word as name from {{ one_column(alone + ["overall total"], "words") }}
    union all
    select beginnings.word || ' ' || endings.word
    from {{ one_column(whole, "beginnings") }} cross join {{ one_column(of, "endings") }}
    union all
    select beginnings.word || ' ' || endings.word
    from {{ one_column(of, "beginnings") }} cross join {{ one_column(["total", "totale", "gesamt"], "endings") }}
{%- endmacro %}

{% macro one_column(words, alias) -%}
(values {% for word in words %}('{{ word }}'){{ "" if loop.last else ", " }}{% endfor %}) as {{ alias }} (word)
{%- endmacro %}

{# A name as `names_of_totals` has it: small letters, and blanks for the signs between words. #}
{% macro plain_name(name) -%}
trim(replace(replace(replace(replace(replace(lower({{ name }}), '.', ' '), ':', ' '), '-', ' '), '_', ' '), '  ', ' '))
{%- endmacro %}

{# The largest power of ten, in currency, of which an amount is a multiple: what it may have been rounded to. #}
{% macro rounding(amount) -%}
case
    {%- for power in range(14, 0, -1) %}
        when mod(cast({{ amount }} * 100 as bigint), {{ 10 ** power }}) = 0 then {{ 10 ** power }} / 100.0
    {%- endfor %}
        else 0.01
    end
{%- endmacro %}

{# Whether `amount` is the sum of `many` others as far as rounding lets one see, `finest` being what they are rounded to. #}
{% macro is_sum(amount, unit, others, many, finest) -%}
({{ amount }} > 0 and {{ many }} >= 2 and abs({{ amount }} - {{ others }}) <= ({{ unit }} + {{ many }} * {{ finest }}) / 2)
{%- endmacro %}

{# Whether two amounts are the same as far as rounding lets one see: an amount that is unknown is not. #}
{% macro is_same(amount, unit, other, other_unit) -%}
coalesce({{ amount }} > 0 and abs({{ amount }} - {{ other }}) <= ({{ unit }} + {{ other_unit }}) / 2, false)
{%- endmacro %}

{# How many figures of a sum agree: equal in one figure of 1,000 is chance, in eight of 12,345,678 it is none. #}
{% macro figures_agreed(amount, unit, others) -%}
{{ rounded(
    "ln(cast(" ~ amount ~ " as double) / greatest(2 * abs(cast(" ~ amount ~ " - " ~ others ~ " as double)), cast(" ~ unit
    ~ " as double))) / ln(10)", 6) }}
{%- endmacro %}
