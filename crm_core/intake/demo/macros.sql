-- Chance without a clock: every draw is a hash of what it is drawn for, of a word that says why, and of the seed.
create or replace temp macro chance(key, reason) as
    cast(hash(cast(key as bigint), reason, getvariable('seed')) >> 11 as double) * 1.1102230246251565e-16;

-- A standard normal value from an even one (Tukey's lambda, within 0.01 up to three deviations).
create or replace temp macro normal(even) as
    (pow(even, 0.135) - pow(1 - even, 0.135)) / 0.1975;

create or replace temp macro probability(log_odds) as
    1 / (1 + exp(-log_odds));

create or replace temp macro even(low, high, key, reason) as
    low + (high - low) * chance(key, reason);

create or replace temp macro pick(words, key, reason) as
    words[1 + cast(floor(len(words) * chance(key, reason)) as integer)];

-- The 36 months are steps 0 to 35: October 2023 to September 2026, whatever today is.
create or replace temp macro month_of(step) as
    cast(date '2023-10-01' + to_months(cast(step as integer)) as date);

create or replace temp macro step_of(day) as
    cast(datediff('month', date '2023-10-01', cast(day as date)) as integer);

create or replace temp macro region_code(region_ordinal) as
    lpad(cast(region_ordinal as varchar), 2, '0');

create or replace temp macro branch_code(region_ordinal, branch_ordinal) as
    'B' || region_code(region_ordinal) || lpad(cast(branch_ordinal as varchar), 3, '0');

create or replace temp macro surname(key, reason) as
    pick(['Abril', 'Acosta', 'Alameda', 'Aranda', 'Arroyo', 'Baeza', 'Barrios', 'Bernal', 'Bosque', 'Bravo', 'Cabello',
        'Calero', 'Cantos', 'Carmona', 'Casal', 'Cerezo', 'Collado', 'Cordero', 'Costa', 'Cuesta', 'Duarte', 'Encina',
        'Escudero', 'Espino', 'Ferrer', 'Fuentes', 'Galindo', 'Garrido', 'Haro', 'Hierro', 'Huerta', 'Ibarra', 'Lago',
        'Lara', 'Ledesma', 'Llorente', 'Loma', 'Luna', 'Macías', 'Maldonado', 'Marín', 'Medina', 'Mora', 'Nieto',
        'Olmo', 'Ortega', 'Pardo', 'Pastor', 'Pedrosa', 'Peral', 'Pinto', 'Prado', 'Quesada', 'Ramos', 'Ribas', 'Rojo',
        'Rosal', 'Rubio', 'Salas', 'Santos', 'Serna', 'Soler', 'Soto', 'Tejada', 'Tena', 'Toledo', 'Valero', 'Vega',
        'Vela', 'Vidal', 'Vivas', 'Zamora'], key, reason);

create or replace temp macro person(key) as
    pick(['Ana', 'Aitor', 'Alba', 'Bruno', 'Carla', 'César', 'Clara', 'Darío', 'Diana', 'Elena', 'Elías', 'Emma',
        'Fabio', 'Gala', 'Gonzalo', 'Greta', 'Hugo', 'Inés', 'Irene', 'Iván', 'Julia', 'Leo', 'Lidia', 'Lola',
        'Lucía', 'Marcos', 'Marina', 'Martín', 'Nadia', 'Nerea', 'Noel', 'Nuria', 'Olga', 'Óscar', 'Paula', 'Pilar',
        'Rafael', 'Raquel', 'Rocío', 'Saúl', 'Sofía', 'Teo', 'Tomás', 'Vera', 'Víctor', 'Yago', 'Zoe'],
        key, 'first name')
    || ' ' || surname(key, 'surname') || ' ' || surname(key, 'second surname');
