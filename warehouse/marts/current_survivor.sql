-- Workers that were merged, and where they lead in the end.
-- grain: worker_id
-- readers: marts that name workers
-- source: worker (merges up to the edition)
WITH RECURSIVE
redirect (worker_id, leads_to, run_no) AS (
  SELECT w.worker_id, w.merged_into, e.run_no
  FROM worker AS w
  JOIN current_edition AS e ON w.merged_into IS NOT NULL AND w.merged_run <= e.run_no
  UNION
  SELECT r.worker_id, w.merged_into, r.run_no
  FROM redirect AS r
  JOIN worker AS w ON w.worker_id = r.leads_to AND w.merged_into IS NOT NULL AND w.merged_run <= r.run_no
)
SELECT
  r.worker_id, -- a retired id
  r.leads_to   -- the worker it stands for
FROM redirect AS r
LEFT JOIN redirect AS further ON further.worker_id = r.leads_to
WHERE further.worker_id IS NULL
