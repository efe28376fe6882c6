-- Awards by campaign, award, level and unit.
-- grain: campaign_code, award_code, award_level, unit_code, structure
-- readers: reports, leaders' dashboards
-- source: fact (open in the edition), current_placement, unit
-- A unit without awards of a campaign and level has no row. Awards to units ("Xanh, sạch, đẹp") are neither persons nor
-- initiatives: they show in units_reporting, in the funnel, and one by one in lineage.
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
-- Unit by unit first: figures of facts can be added, so only unit totals climb the hierarchy.
own AS (
  SELECT
    f.campaign_code, f.award_code, f.award_level, f.unit_code,
    COUNT(f.worker_id) AS persons,
    SUM(CASE WHEN f.worker_id IS NOT NULL AND f.direct_worker THEN 1 ELSE 0 END) AS direct_workers,
    SUM(CASE WHEN f.worker_id IS NOT NULL AND f.gender = 'female' THEN 1 ELSE 0 END) AS women,
    SUM(CASE WHEN f.subject = 'work' THEN 1 ELSE 0 END) AS initiatives,
    SUM(CASE WHEN f.subject = 'work' AND f.benefit_vnd IS NOT NULL THEN 1 ELSE 0 END) AS initiatives_with_value,
    SUM(CASE WHEN f.subject = 'work' THEN f.benefit_vnd END) AS benefit_vnd
  FROM fact AS f
  JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
  GROUP BY f.campaign_code, f.award_code, f.award_level, f.unit_code
),
grassroots AS (
  SELECT DISTINCT unit_code FROM unit WHERE level = 'grassroots'
)
SELECT
  o.campaign_code,                                                         -- campaign
  o.award_code,                                                            -- award
  o.award_level,                                                           -- grassroots, upper or city
  p.counts_for AS unit_code,                                               -- the unit and all under it
  p.structure,                                                             -- as_was or as_is
  CAST(SUM(o.persons) AS BIGINT) AS persons,                               -- awards to a person
  CAST(SUM(o.direct_workers) AS BIGINT) AS direct_workers,                 -- of persons, direct workers
  CAST(SUM(o.women) AS BIGINT) AS women,                                   -- of persons, women
  CAST(SUM(o.initiatives) AS BIGINT) AS initiatives,                       -- awards to a work: an initiative, a project
  CAST(SUM(o.initiatives_with_value) AS BIGINT) AS initiatives_with_value, -- of initiatives, with a value
  CAST(SUM(o.benefit_vnd) AS BIGINT) AS benefit_vnd,                       -- đồng; null when nothing has a value
  CAST(COUNT(DISTINCT g.unit_code) AS BIGINT) AS units_reporting           -- grassroots unions with an award
FROM own AS o
JOIN current_placement AS p ON p.campaign_code = o.campaign_code AND p.unit_code = o.unit_code
LEFT JOIN grassroots AS g ON g.unit_code = o.unit_code
GROUP BY o.campaign_code, o.award_code, o.award_level, p.counts_for, p.structure
