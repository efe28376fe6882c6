-- From rows received to awards, step by step, over the lists of a campaign that can become awards.
-- grain: campaign_code, unit_code, structure, step
-- readers: reports, stewards
-- source: listing, entry, fact (as in the edition), current_placement
--   1 received    records the lists hold, whatever became of them (listing.row_count): an entry counts for its unit,
--                 a row without one or in a superseded list for the sender
--   2 readable    entries of lists in force or held whose campaign and unit are known
--   3 accepted    of those, entries without an error
--   4 distinct    distinct workers with an award, plus awards to works and to units
--   5 grassroots, 6 upper, 7 city   awards at the level
--   8 revoked     awards annulled and not given again
-- Withdrawals, statistics, registrations and tables of no known kind are lists of no award and do not pass through
-- this funnel.
-- A unit with any figure has all steps.
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
award_list AS (
  SELECT l.listing_id, l.campaign_code, l.sender_code, l.status, l.row_count
  FROM listing AS l
  JOIN edition AS e ON l.opened_by <= e.run_no AND (l.closed_by IS NULL OR l.closed_by > e.run_no)
  WHERE l.campaign_code IS NOT NULL AND l.award_code IS NOT NULL AND l.kind <> '' AND NOT l.withdrawal
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
  WHERE n.award_code IS NOT NULL AND n.unit_code IS NOT NULL
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
-- Awards unit by unit, in one pass over the facts.
award AS (
  SELECT
    f.campaign_code, f.unit_code,
    COUNT(DISTINCT f.worker_id) AS workers,
    SUM(CASE WHEN f.worker_id IS NULL THEN 1 ELSE 0 END) AS others,
    SUM(CASE WHEN f.award_level = 'grassroots' THEN 1 ELSE 0 END) AS grassroots,
    SUM(CASE WHEN f.award_level = 'upper' THEN 1 ELSE 0 END) AS upper,
    SUM(CASE WHEN f.award_level = 'city' THEN 1 ELSE 0 END) AS city
  FROM fact AS f
  JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
  GROUP BY f.campaign_code, f.unit_code
),
-- Workers with awards of a campaign in several units, who must not be counted twice above them. Few have more than
-- one award, so only those are looked at.
again AS (
  SELECT f.worker_id
  FROM fact AS f
  JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
  WHERE f.worker_id IS NOT NULL
  GROUP BY f.worker_id
  HAVING COUNT(*) > 1
),
worker_unit AS (
  SELECT DISTINCT f.campaign_code, f.worker_id, f.unit_code
  FROM again AS a
  JOIN fact AS f ON f.worker_id = a.worker_id
  JOIN edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
),
several AS (
  SELECT campaign_code, worker_id FROM worker_unit GROUP BY campaign_code, worker_id HAVING COUNT(*) > 1
),
moved AS (
  SELECT w.campaign_code, w.worker_id, w.unit_code
  FROM worker_unit AS w
  JOIN several AS s ON s.campaign_code = w.campaign_code AND s.worker_id = w.worker_id
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
-- One column per step and one row per unit, so that the hierarchy is climbed once.
arm AS (
  SELECT
    campaign_code, unit_code,
    entries AS received, readable, accepted, 0 AS persons, 0 AS grassroots, 0 AS upper, 0 AS city, 0 AS revoked
  FROM listed
  UNION ALL
  SELECT campaign_code, sender_code, amount, 0, 0, 0, 0, 0, 0, 0 FROM unplaced WHERE amount > 0
  UNION ALL
  SELECT campaign_code, unit_code, 0, 0, 0, workers + others, grassroots, upper, city, 0 FROM award
  UNION ALL
  SELECT campaign_code, unit_code, 0, 0, 0, -COUNT(*), 0, 0, 0, 0 FROM moved GROUP BY campaign_code, unit_code
  UNION ALL
  SELECT campaign_code, unit_code, 0, 0, 0, 0, 0, 0, 0, amount FROM revoked
),
own AS (
  SELECT
    campaign_code, unit_code,
    SUM(received) AS received, SUM(readable) AS readable, SUM(accepted) AS accepted, SUM(persons) AS persons,
    SUM(grassroots) AS grassroots, SUM(upper) AS upper, SUM(city) AS city, SUM(revoked) AS revoked
  FROM arm
  GROUP BY campaign_code, unit_code
),
climbed AS (
  SELECT
    o.campaign_code, p.counts_for, p.structure,
    o.received, o.readable, o.accepted, o.persons, o.grassroots, o.upper, o.city, o.revoked
  FROM own AS o
  JOIN current_placement AS p ON p.campaign_code = o.campaign_code AND p.unit_code = o.unit_code
  UNION ALL
  -- Taken out unit by unit above, the workers who moved come back once per line they count in.
  SELECT m.campaign_code, p.counts_for, p.structure, 0, 0, 0, COUNT(DISTINCT m.worker_id), 0, 0, 0, 0
  FROM moved AS m
  JOIN current_placement AS p ON p.campaign_code = m.campaign_code AND p.unit_code = m.unit_code
  GROUP BY m.campaign_code, p.counts_for, p.structure
),
line AS (
  SELECT
    campaign_code, counts_for, structure,
    SUM(received) AS received, SUM(readable) AS readable, SUM(accepted) AS accepted, SUM(persons) AS persons,
    SUM(grassroots) AS grassroots, SUM(upper) AS upper, SUM(city) AS city, SUM(revoked) AS revoked
  FROM climbed
  GROUP BY campaign_code, counts_for, structure
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
  n.campaign_code,            -- campaign
  n.counts_for AS unit_code,  -- the unit and all under it
  n.structure,                -- as_was or as_is
  t.step,                     -- one of the eight steps
  t.step_order,               -- from 1
  -- how many reached the step
  CAST(CASE t.step_order
    WHEN 1 THEN n.received WHEN 2 THEN n.readable WHEN 3 THEN n.accepted WHEN 4 THEN n.persons
    WHEN 5 THEN n.grassroots WHEN 6 THEN n.upper WHEN 7 THEN n.city ELSE n.revoked
  END AS BIGINT) AS amount
FROM line AS n
CROSS JOIN step_list AS t
