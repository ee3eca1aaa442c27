-- grain: one region; percent of customers, our share of its market in June 2026, its economy, and where it lies
with written as (
    select * from (
        values
        (1, 'COSTA', 'Costa Verde', 'North', 0, 1, 8, 0.150, 5, 0.98, 0.094, 0.021, 'hospitality'),
        (2, 'NORTE', 'Norte', 'North', 0, 2, 12, 0.140, 6, 1.08, 0.083, 0.024, 'manufacturing'),
        (3, 'MONTES', 'Montes Altos', 'North', 0, 3, 6, 0.190, 5, 0.87, 0.108, 0.006, 'agriculture'),
        (4, 'PONIENTE', 'Poniente', 'West', 1, 0, 7, 0.130, 5, 0.90, 0.121, 0.009, 'agriculture'),
        (5, 'LLANO', 'Llano', 'Centre', 1, 1, 8, 0.160, 5, 0.93, 0.102, 0.011, 'agriculture'),
        (6, 'RIBERA', 'Ribera', 'Centre', 1, 2, 17, 0.240, 6, 1.02, 0.091, 0.017, 'manufacturing'),
        (7, 'CAPITAL', 'Capital', 'Centre', 2, 1, 15, 0.110, 6, 1.22, 0.079, 0.026, 'professional services'),
        (8, 'VEGA', 'Vega', 'Centre', 2, 2, 10, 0.170, 5, 0.96, 0.099, 0.015, 'agriculture'),
        (9, 'LEVANTE', 'Levante', 'East', 2, 3, 3, 0.042, 4, 1.15, 0.058, 0.041, 'transport'),
        (10, 'ISLAS', 'Islas', 'East', 2, 4, 2, 0.090, 4, 1.01, 0.096, 0.030, 'hospitality'),
        (11, 'OLIVAR', 'Olivar', 'South', 3, 1, 7, 0.160, 5, 0.85, 0.134, 0.008, 'agriculture'),
        (12, 'BAHIA', 'Bahía', 'South', 3, 2, 5, 0.110, 4, 0.94, 0.118, 0.019, 'transport')
    ) as written (
        region_ordinal, region_id, name, parent, map_row, map_column, customer_percent, own_share, branches,
        income_factor, unemployment_rate, gdp_growth, speciality
    )
),

grown as (
    select
        written.*,
        region_growth.growth as balance_growth
    from written
    inner join region_growth on written.region_id = region_growth.region_id
),

cumulated as (
    select
        *,
        cast(sum(customer_percent) over (order by region_ordinal) - customer_percent as integer) as first_slot
    from grown
)

select * from cumulated
order by region_ordinal
