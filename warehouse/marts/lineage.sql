-- Where each counted award was read.
-- grain: fact_id
-- readers: anyone who asks where a figure comes from
-- source: fact, entry, listing (open in the edition), delivery, run, worker
WITH RECURSIVE
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
-- Merged workers and where they lead in the end, as in worker_award.
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
  f.fact_id,                                          -- id of the counted award
  COALESCE(s.leads_to, f.worker_id, '') AS worker_id, -- empty for what is no person
  f.campaign_code,                                    -- campaign
  f.award_code,                                       -- award
  f.award_level,                                      -- grassroots, upper or city
  f.unit_code,                                        -- the grassroots union the row belongs to
  n.delivery_id,                                      -- the file
  d.path AS file,                                     -- below the inbox, as first seen
  l.sheet,                                            -- sheet
  n.row_no AS "row",                                  -- first row of the record, from 1
  r.run_id                                            -- the run that opened the award
FROM fact AS f
JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
JOIN entry AS n
  ON n.entry_id = f.entry_id AND n.opened_by <= e.run_no AND (n.closed_by IS NULL OR n.closed_by > e.run_no)
JOIN listing AS l
  ON l.listing_id = n.listing_id AND l.opened_by <= e.run_no AND (l.closed_by IS NULL OR l.closed_by > e.run_no)
JOIN delivery AS d ON d.delivery_id = n.delivery_id
JOIN run AS r ON r.run_no = f.opened_by
LEFT JOIN survivor AS s ON s.worker_id = f.worker_id
