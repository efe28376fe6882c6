-- From rows received to awards, step by step, over the lists of a campaign that can become awards.
-- grain: campaign_code, unit_code, structure, step
-- readers: reports, stewards
-- source: listing, entry, fact (as in the edition), current_placement
--   1 received    records the lists hold, whatever became of them (listing.row_count): an entry counts for its unit,
--                 a row without one or in a superseded list for the sender
--   2 readable    entries of lists in force or held whose campaign and unit are known
--   3 accepted    of those, entries without an error
--   4 distinct    distinct workers with an award, plus awards to initiatives
--   5 grassroots, 6 upper, 7 city   awards at the level
--   8 revoked     awards annulled and not given again
-- Unit statistics and tables of no known kind are no lists of awards and do not pass through this funnel. A unit with any figure has all steps.
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
award_list AS (
  SELECT l.listing_id, l.campaign_code, l.sender_code, l.status, l.row_count
  FROM listing AS l
  JOIN edition AS e ON l.opened_by <= e.run_no AND (l.closed_by IS NULL OR l.closed_by > e.run_no)
  WHERE l.campaign_code IS NOT NULL AND l.kind NOT IN ('', 'unit_statistics')
),
-- Entries by list and unit first: few rows go on.
award_entry AS (
  SELECT
    n.listing_id, n.unit_code,
    COUNT(*) AS entries,
    SUM(CASE WHEN n.campaign_code IS NOT NULL THEN 1 ELSE 0 END) AS readable,
    SUM(CASE WHEN n.campaign_code IS NOT NULL AND n.status = 'accepted' THEN 1 ELSE 0 END) AS accepted
  FROM entry AS n
  JOIN edition AS e ON n.opened_by <= e.run_no AND (n.closed_by IS NULL OR n.closed_by > e.run_no)
  WHERE n.kind <> 'unit_statistics' AND n.unit_code IS NOT NULL
  GROUP BY n.listing_id, n.unit_code
),
listed AS (
  SELECT l.campaign_code, l.listing_id, n.unit_code, n.entries, n.readable, n.accepted
  FROM award_list AS l
  JOIN award_entry AS n ON n.listing_id = l.listing_id
  WHERE l.status <> 'superseded'
),
placed_rows AS (
  SELECT listing_id, SUM(entries) AS entries FROM listed GROUP BY listing_id
),
unplaced AS (
  SELECT l.campaign_code, l.sender_code, l.row_count - COALESCE(n.entries, 0) AS amount
  FROM award_list AS l
  LEFT JOIN placed_rows AS n ON n.listing_id = l.listing_id
),
award AS (
  SELECT f.fact_id, f.worker_id, f.campaign_code, f.award_level, f.unit_code
  FROM fact AS f
  JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
),
-- Nearly every worker has all awards of a campaign in one unit; only the few others must be told apart on the way up.
person AS (
  SELECT
    campaign_code, worker_id,
    CASE WHEN MIN(unit_code) = MAX(unit_code) THEN MIN(unit_code) END AS only_unit
  FROM award
  WHERE worker_id IS NOT NULL
  GROUP BY campaign_code, worker_id
),
revoked AS (
  SELECT f.campaign_code, f.unit_code, COUNT(DISTINCT f.fact_id) AS amount
  FROM fact AS f
  JOIN edition AS e ON f.closed_by <= e.run_no
  WHERE f.closed_why = 'revoked' AND NOT EXISTS (
    SELECT 1 FROM fact AS again
    WHERE again.fact_id = f.fact_id
      AND again.opened_by <= e.run_no AND (again.closed_by IS NULL OR again.closed_by > e.run_no)
  )
  GROUP BY f.campaign_code, f.unit_code
),
own AS (
  SELECT campaign_code, unit_code, 'received' AS step, entries AS amount FROM listed
  UNION ALL
  SELECT campaign_code, sender_code, 'received', amount FROM unplaced WHERE amount > 0
  UNION ALL
  SELECT campaign_code, unit_code, 'readable', readable FROM listed
  UNION ALL
  SELECT campaign_code, unit_code, 'accepted', accepted FROM listed
  UNION ALL
  SELECT campaign_code, only_unit, 'distinct', COUNT(*) FROM person
  WHERE only_unit IS NOT NULL
  GROUP BY campaign_code, only_unit
  UNION ALL
  SELECT campaign_code, unit_code, 'distinct', COUNT(*) FROM award
  WHERE worker_id IS NULL
  GROUP BY campaign_code, unit_code
  UNION ALL
  SELECT campaign_code, unit_code, award_level, COUNT(*) FROM award
  GROUP BY campaign_code, unit_code, award_level
  UNION ALL
  SELECT campaign_code, unit_code, 'revoked', amount FROM revoked
),
summed AS (
  SELECT o.campaign_code, p.counts_for, p.structure, o.step, SUM(o.amount) AS amount
  FROM own AS o
  JOIN current_placement AS p ON p.campaign_code = o.campaign_code AND p.unit_code = o.unit_code
  GROUP BY o.campaign_code, p.counts_for, p.structure, o.step
  UNION ALL
  SELECT a.campaign_code, p.counts_for, p.structure, 'distinct', COUNT(DISTINCT a.worker_id)
  FROM award AS a
  JOIN person AS w
    ON w.campaign_code = a.campaign_code AND w.worker_id = a.worker_id AND w.only_unit IS NULL
  JOIN current_placement AS p ON p.campaign_code = a.campaign_code AND p.unit_code = a.unit_code
  GROUP BY a.campaign_code, p.counts_for, p.structure
),
step_list (step, step_order) AS (
  SELECT 'received', 1
  UNION ALL SELECT 'readable', 2
  UNION ALL SELECT 'accepted', 3
  UNION ALL SELECT 'distinct', 4
  UNION ALL SELECT 'grassroots', 5
  UNION ALL SELECT 'upper', 6
  UNION ALL SELECT 'city', 7
  UNION ALL SELECT 'revoked', 8
)
SELECT
  u.campaign_code,            -- campaign
  u.counts_for AS unit_code,  -- the unit and all under it
  u.structure,                -- as_was or as_is
  t.step,                     -- one of the eight steps
  t.step_order,               -- from 1
  -- how many reached the step
  CAST(SUM(CASE WHEN u.step = t.step THEN u.amount ELSE 0 END) AS BIGINT) AS amount
FROM summed AS u
CROSS JOIN step_list AS t
GROUP BY u.campaign_code, u.counts_for, u.structure, t.step, t.step_order
