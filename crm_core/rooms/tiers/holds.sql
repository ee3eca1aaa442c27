-- grain: where customers of the types asked stand in three years, by the cuts and by the cuts lowered and raised by the margin; 0 where they were no customers yet
with valued as (
    select
        case
            when :by_score = 1 then (
                :contribution_weight * contribution_points
                + :balance_weight * balance_points
                + :turnover_weight * turnover_points
                + :tenure_weight * tenure_points
                + :scale_weight * coalesce(scale_points, :fill)
                + :reputation_weight * coalesce(reputation_points, :fill)
            ) * case lacking
                when 0 then :factor_none
                when 1 then :factor_scale
                when 2 then :factor_reputation
                else :factor_both
            end
            else cast(contribution as double)
        end as value_now,
        case
            when :by_score = 1 then (
                :contribution_weight * contribution_points_before
                + :balance_weight * balance_points_before
                + :turnover_weight * turnover_points_before
                + :tenure_weight * tenure_points_before
                + :scale_weight * coalesce(scale_points_before, :fill)
                + :reputation_weight * coalesce(reputation_points_before, :fill)
            ) * case lacking
                when 0 then :factor_none
                when 1 then :factor_scale
                when 2 then :factor_reputation
                else :factor_both
            end
            else cast(contribution_before as double)
        end as value_before,
        case
            when :by_score = 1 then (
                :contribution_weight * contribution_points_earlier
                + :balance_weight * balance_points_earlier
                + :turnover_weight * turnover_points_earlier
                + :tenure_weight * tenure_points_earlier
                + :scale_weight * coalesce(scale_points_earlier, :fill)
                + :reputation_weight * coalesce(reputation_points_earlier, :fill)
            ) * case lacking
                when 0 then :factor_none
                when 1 then :factor_scale
                when 2 then :factor_reputation
                else :factor_both
            end
            else cast(contribution_earlier as double)
        end as value_earlier
    from tier_years
    where years_ago = :years_ago
        and customer_type in (:types)
        and contribution is not null
        and (:every_region = 1 or region_id in (:regions))
        and (:every_type = 1 or customer_type in (:customer_types))
),

placed as (
    select
        case
            when value_now >= :now_cut_1 then 1
            when value_now >= :now_cut_2 then 2
            when value_now >= :now_cut_3 then 3
            when value_now >= :now_cut_4 then 4
            when value_now >= :now_cut_5 then 5
            else 6
        end as tier_now,
        case
            when value_now >= :now_lenient_1 then 1
            when value_now >= :now_lenient_2 then 2
            when value_now >= :now_lenient_3 then 3
            when value_now >= :now_lenient_4 then 4
            when value_now >= :now_lenient_5 then 5
            else 6
        end as lenient_now,
        case
            when value_now >= :now_strict_1 then 1
            when value_now >= :now_strict_2 then 2
            when value_now >= :now_strict_3 then 3
            when value_now >= :now_strict_4 then 4
            when value_now >= :now_strict_5 then 5
            else 6
        end as strict_now,
        case
            when value_before is null then 0
            when value_before >= :before_cut_1 then 1
            when value_before >= :before_cut_2 then 2
            when value_before >= :before_cut_3 then 3
            when value_before >= :before_cut_4 then 4
            when value_before >= :before_cut_5 then 5
            else 6
        end as tier_before,
        case
            when value_before >= :before_lenient_1 then 1
            when value_before >= :before_lenient_2 then 2
            when value_before >= :before_lenient_3 then 3
            when value_before >= :before_lenient_4 then 4
            when value_before >= :before_lenient_5 then 5
            else 6
        end as lenient_before,
        case
            when value_before >= :before_strict_1 then 1
            when value_before >= :before_strict_2 then 2
            when value_before >= :before_strict_3 then 3
            when value_before >= :before_strict_4 then 4
            when value_before >= :before_strict_5 then 5
            else 6
        end as strict_before,
        case
            when value_earlier is null then 0
            when value_earlier >= :earlier_cut_1 then 1
            when value_earlier >= :earlier_cut_2 then 2
            when value_earlier >= :earlier_cut_3 then 3
            when value_earlier >= :earlier_cut_4 then 4
            when value_earlier >= :earlier_cut_5 then 5
            else 6
        end as tier_earlier
    from valued
),

counted as (
    select
        tier_now,
        lenient_now,
        strict_now,
        tier_before,
        lenient_before,
        strict_before,
        tier_earlier,
        count(*) as customers
    from placed
    group by tier_now, lenient_now, strict_now, tier_before, lenient_before, strict_before, tier_earlier
)

select * from counted
