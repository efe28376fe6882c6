-- One award of one person.
-- grain: worker_id, campaign_code, award_code, award_level
-- readers: analysts
-- source: fact (open in the edition, with a worker), worker (merges up to the edition)
WITH RECURSIVE
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
-- Merged workers and where they lead in the end; nearly always empty for open facts, since a merge rewrites them.
redirect (worker_id, leads_to, run_no) AS (
  SELECT w.worker_id, w.merged_into, e.run_no
  FROM worker AS w
  JOIN edition AS e ON w.merged_into IS NOT NULL AND w.merged_run <= e.run_no
  UNION
  SELECT r.worker_id, w.merged_into, r.run_no
  FROM redirect AS r
  JOIN worker AS w ON w.worker_id = r.leads_to AND w.merged_into IS NOT NULL AND w.merged_run <= r.run_no
),
survivor AS (
  SELECT r.worker_id, r.leads_to
  FROM redirect AS r
  LEFT JOIN redirect AS further ON further.worker_id = r.leads_to
  WHERE further.worker_id IS NULL
)
SELECT
  COALESCE(s.leads_to, f.worker_id) AS worker_id, -- our id of the person
  f.campaign_code,                                -- campaign
  f.award_code,                                   -- award
  f.award_level,                                  -- grassroots, upper or city
  f.unit_code,                                    -- the grassroots union the row belongs to
  f.direct_worker,                                -- null when the list does not say
  f.gender,                                       -- male, female or null
  f.birth_year                                    -- null when unknown
FROM fact AS f
JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
LEFT JOIN survivor AS s ON s.worker_id = f.worker_id
WHERE f.worker_id IS NOT NULL
