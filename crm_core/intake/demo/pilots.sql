-- grain: branch of the pilot
with tried as (
    select
        'P1' as pilot_id,
        branch_id,
        'Service by appointment' as name,
        case when branch_id in (:treated_branches) then 'treated' else 'control' end as arm,
        cast(:pilot_from as date) as started_on,
        'fee_income' as measure
    from branches
    where branch_id in (:treated_branches) or branch_id in (:control_branches)
)

select * from tried
order by branch_id
