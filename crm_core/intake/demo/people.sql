-- grain: one customer of the block; what the book shows of them, and what moves them beneath it
with numbered as (
    select
        cast(number as bigint) as number,
        number <= :anchors as is_anchor,
        -- Two interleaved sequences that fill the square evenly (Roberts' R2): a small book holds the same mix of
        -- types and sizes as a large one, so the planted truths do not hang on a few lucky draws.
        (number * 0.7548776662466927 + chance(0, 'type')) % 1 as type_draw,
        (number * 0.5698402909980532 + chance(0, 'size')) % 1 as size_draw
    from range(:first_number, :end_number) as numbers (number)
),

typed as (
    select
        *,
        case
            when is_anchor or type_draw < 0.01 then 'corporate'
            when type_draw < 0.10 then 'business'
            else 'individual'
        end as customer_type,
        case
            when is_anchor then (select first_slot from region_plan where region_id = :key_region)
            else cast(floor(100 * chance(number, 'region')) as integer)
        end as region_slot,
        case
            when is_anchor or chance(number, 'is new') >= 0.22 then -1
            else cast(floor(36 * chance(number, 'joined')) as integer)
        end as joined_step
    from numbered
),

placed as (
    select
        typed.*,
        region_plan.region_ordinal,
        region_plan.region_id,
        region_plan.income_factor,
        -- Companies are served from a region's larger branches, the fifth and up, where there are that many.
        case when customer_type = 'corporate' and region_plan.branches > 4 then 5 else 1 end as first_branch,
        region_plan.branches * :branch_layers as last_branch
    from typed
    inner join region_plan
        on typed.region_slot >= region_plan.first_slot
        and typed.region_slot < region_plan.first_slot + region_plan.customer_percent
),

sized as (
    select
        *,
        case
            when is_anchor then :key_branch
            else branch_code(region_ordinal, first_branch
                + cast(floor((last_branch - first_branch + 1) * chance(number, 'branch')) as integer))
        end as branch_id,
        case
            when is_anchor then :anchor_size * even(0.6, 1.4, number, 'anchor')
            else exp(case customer_type when 'individual' then 0.55 when 'business' then 1.0 else 0.9 end
                * normal(size_draw))
        end as relative_size,
        case customer_type
            when 'individual' then 23000 * income_factor
            when 'business' then 380000
            else 8000000
        end as median_size,
        customer_type <> 'individual' or size_draw > 0.95 as is_managed,
        -- The bank lends no company money at the worst grade.
        chance(number, 'grade') * case customer_type when 'corporate' then 0.92 else 1 end as grade_draw
    from placed
),

employed as (
    select
        sized.*,
        industry_plan.industry,
        industry_plan.words
    from sized
    left join industry_plan
        on sized.customer_type <> 'individual'
        and sized.region_ordinal = industry_plan.region_ordinal
        and chance(sized.number, 'industry') >= industry_plan.begins_at
        and chance(sized.number, 'industry') < industry_plan.begins_at + industry_plan.industry_share
),

described as (
    select
        *,
        'C' || lpad(cast(number as varchar), 8, '0') as customer_id,
        case
            when joined_step >= 0
                then month_of(joined_step) + cast(floor(28 * chance(number, 'day')) as integer)
            else month_of(0) - 1 - cast(floor(8400 * pow(chance(number, 'day'), 1.6)) as integer)
        end as joined_on,
        case
            when is_anchor then :key_manager
            when is_managed then 'M' || substr(branch_id, 2)
                || lpad(cast(1 + floor(:managers_a_branch * chance(number, 'manager')) as integer)::varchar, 2, '0')
        end as manager_id,
        case customer_type
            when 'individual' then person(number)
            when 'business' then pick(words, number, 'trade') || ' ' || surname(number, 'surname')
                || pick(['', ' e Hijos', ' y Compañía', ' Hermanos'], number, 'house')
            else 'Grupo ' || surname(number, 'surname') || ' ' || surname(number, 'second surname')
        end as name,
        case
            when is_anchor or chance(number, 'tells size') >= 0.06
                then cast(round(median_size * relative_size, -2) as decimal(18, 2))
        end as size_amount,
        case
            when is_anchor then 'A'
            when chance(number, 'is graded') < 0.07 then null
            when grade_draw < 0.22 then 'A'
            when grade_draw < 0.61 then 'B'
            when grade_draw < 0.86 then 'C'
            when grade_draw < 0.965 then 'D'
            else 'E'
        end as credit_grade,
        -- Most customers drift a little; one in twenty is quietly taking the business elsewhere.
        chance(number, 'is drifting away') < :drifting_share and not is_anchor as is_drifting,
        case when is_drifting then :drifting_away else even(-0.06, 0.09, number, 'drift') end as yearly_drift,
        -- One customer in ten likes to be served in person, and costs four times the others.
        even(0.65, 1.05, number, 'channel')
            * case when chance(number, 'in person') < 0.1 and not is_anchor then 4 else 1 end
            * case customer_type when 'individual' then 1 when 'business' then 2.5 else 7 end as channel_factor,
        even(0.85, 1.15, number, 'price')
            * case customer_type when 'individual' then 1 when 'business' then 0.95 else 0.75 end as price_factor
    from employed
)

select * from described
order by number
