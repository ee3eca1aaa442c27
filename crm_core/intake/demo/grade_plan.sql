-- grain: one credit grade, the unknown one too; how many times the loss of a grade B balance it loses
with written as (
    select * from (
        values ('A', 0.4), ('B', 1.0), ('C', 1.8), ('D', 3.5), ('E', 8.0), ('unknown', 1.5)
    ) as grades (credit_grade, grade_factor)
)

select * from written
