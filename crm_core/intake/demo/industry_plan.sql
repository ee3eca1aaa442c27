-- grain: region × industry; its part of the region's firms and jobs, as a stretch of the line from 0 to 1
with written as (
    select * from (
        values
        (1, 'agriculture', 9, ['Frutas', 'Viveros', 'Cooperativa', 'Agrícola', 'Aceites']),
        (2, 'manufacturing', 17, ['Talleres', 'Metales', 'Plásticos', 'Muebles', 'Envases']),
        (3, 'construction', 13, ['Obras', 'Reformas', 'Estructuras', 'Cubiertas']),
        (4, 'trade', 24, ['Ferretería', 'Almacenes', 'Librería', 'Moda', 'Suministros']),
        (5, 'transport', 8, ['Transportes', 'Logística', 'Mensajería', 'Autocares']),
        (6, 'hospitality', 12, ['Hotel', 'Restaurante', 'Café', 'Hostal']),
        (7, 'professional services', 11, ['Asesoría', 'Estudio', 'Ingeniería', 'Consultores']),
        (8, 'health and education', 6, ['Clínica', 'Academia', 'Farmacia', 'Residencia'])
    ) as written (industry_ordinal, industry, base_weight, words)
),

weighed as (
    select
        region_plan.region_ordinal,
        region_plan.region_id,
        written.industry_ordinal,
        names.name as industry,
        written.words,
        written.base_weight * even(0.8, 1.2, region_plan.region_ordinal * 16 + written.industry_ordinal, 'structure')
            * case when written.industry = region_plan.speciality then 2.2 else 1 end as weight
    from written
    inner join names on written.industry = names.code
    cross join region_plan
),

shared as (
    select
        *,
        weight / sum(weight) over (partition by region_ordinal) as industry_share
    from weighed
),

stretched as (
    select
        *,
        sum(industry_share) over (partition by region_ordinal order by industry_ordinal) - industry_share as begins_at
    from shared
)

select * from stretched
order by region_ordinal, industry_ordinal
