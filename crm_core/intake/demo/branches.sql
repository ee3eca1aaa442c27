-- grain: one branch
with opened as (
    select
        region_plan.*,
        branch_code(region_ordinal, branch_ordinal) as branch_id,
        region_ordinal * 1000 + branch_ordinal as branch_key,
        branch_ordinal
    from region_plan
    cross join range(1, 7 * :branch_layers) as numbers (branch_ordinal)
    where branch_ordinal <= branches * :branch_layers
),

named as (
    select
        branch_id,
        name || ', ' || pick(['Plaza', 'Calle', 'Avenida', 'Paseo', 'Ronda'], branch_key, 'street') || ' '
            || (['Mayor', 'del Mercado', 'de la Estación', 'Nueva', 'del Puente', 'de los Olmos'])[
                1 + (branch_ordinal - 1) % 6
            ] || case when branch_ordinal > 6 then ' ' || (1 + (branch_ordinal - 1) // 6) else '' end as name,
        region_id,
        cast(round(income_factor * even(230000, 520000, branch_key, 'cost'), -3) as decimal(18, 2)) as yearly_cost
    from opened
)

select * from named
order by branch_id
