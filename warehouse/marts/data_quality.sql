-- Data quality by unit and problem, in the hierarchy of the campaign's closing day.
-- grain: campaign_code, unit_code, problem_code
-- readers: stewards, reports
-- source: problem, listing, current_placement
-- Rows whose campaign is not known stand under the empty campaign code; rows whose unit is not known count for the
-- unit that sent them. Problems closed because a list was superseded or withdrawn are no longer anybody's.
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
told AS (
  SELECT
    COALESCE(q.campaign_code, '') AS campaign_code,
    COALESCE(
      q.unit_code, (SELECT MIN(l.sender_code) FROM listing AS l WHERE l.listing_id = q.listing_id)
    ) AS unit_code,
    q.code,
    q.entry_id,
    MIN(q.severity) AS severity,
    MAX(CASE WHEN q.closed_by IS NULL OR q.closed_by > e.run_no THEN 1 ELSE 0 END) AS is_open,
    MAX(CASE WHEN q.closed_by <= e.run_no AND q.closed_why IN ('corrected', 'explained') THEN 1 ELSE 0 END) AS is_fixed,
    MAX(CASE WHEN q.closed_by <= e.run_no AND q.closed_why = 'replayed' THEN 1 ELSE 0 END) AS is_replayed
  FROM problem AS q
  JOIN edition AS e ON q.opened_by <= e.run_no
  GROUP BY 1, 2, 3, 4
),
-- A row belongs to one unit, so counts of rows can be added.
own AS (
  SELECT
    campaign_code, unit_code, code,
    MIN(severity) AS severity,
    SUM(is_open) AS rows_open, SUM(is_fixed) AS rows_fixed, SUM(is_replayed) AS rows_replayed
  FROM told
  WHERE is_open + is_fixed + is_replayed > 0
  GROUP BY campaign_code, unit_code, code
)
SELECT
  o.campaign_code,                                       -- campaign; '' when not known
  p.counts_for AS unit_code,                             -- the unit and all under it
  o.code AS problem_code,                                -- code of the problem catalogue
  MIN(o.severity) AS severity,                           -- error or query
  CAST(SUM(o.rows_open) AS BIGINT) AS rows_open,         -- rows that have the problem now
  CAST(SUM(o.rows_fixed) AS BIGINT) AS rows_fixed,       -- rows whose problem a correction or an explanation closed
  CAST(SUM(o.rows_replayed) AS BIGINT) AS rows_replayed  -- rows whose problem a re-reading closed
FROM own AS o
JOIN current_placement AS p
  ON p.campaign_code = o.campaign_code AND p.unit_code = o.unit_code AND p.structure = 'as_was'
GROUP BY o.campaign_code, p.counts_for, o.code
