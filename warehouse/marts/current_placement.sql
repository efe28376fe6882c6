-- For which units a unit's figures count, under both structures of each campaign.
-- A unit counts for itself and for all above it, as long as each is open on the structure's day; always for the
-- city; a unit closed on that day for the city only. So the city's figures are equal under both structures.
-- grain: campaign_code, structure, unit_code, counts_for
-- readers: award, funnel, reporting, data_quality
-- source: unit, unit_parent, campaign, current_edition
WITH RECURSIVE
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
-- Rows without a known campaign have the empty code and stand in today's hierarchy.
hierarchy AS (
  SELECT c.campaign_code, 'as_was' AS structure, c.closes_on AS day
  FROM campaign AS c
  JOIN edition AS e
    ON c.opened_by <= e.registry_load AND (c.closed_by IS NULL OR c.closed_by > e.registry_load)
  UNION
  SELECT c.campaign_code, 'as_is' AS structure, e.business_date AS day
  FROM campaign AS c
  JOIN edition AS e
    ON c.opened_by <= e.registry_load AND (c.closed_by IS NULL OR c.closed_by > e.registry_load)
  UNION
  SELECT '' AS campaign_code, 'as_was' AS structure, e.business_date AS day
  FROM edition AS e
),
dated AS (
  SELECT DISTINCT h.day, e.registry_load
  FROM hierarchy AS h
  CROSS JOIN edition AS e
),
-- Each open unit, then parent by parent for as long as the parent is open too. UNION, not UNION ALL: a unit under
-- two names climbs once, and a cycle ends.
climb (day, registry_load, unit_code, counts_for) AS (
  SELECT d.day, d.registry_load, u.unit_code, u.unit_code
  FROM dated AS d
  JOIN unit AS u
    ON u.opened_by <= d.registry_load AND (u.closed_by IS NULL OR u.closed_by > d.registry_load)
    AND (u.valid_from IS NULL OR u.valid_from <= d.day) AND (u.valid_to IS NULL OR u.valid_to > d.day)
  UNION
  SELECT c.day, c.registry_load, c.unit_code, p.parent_code
  FROM climb AS c
  JOIN unit_parent AS p
    ON p.unit_code = c.counts_for
    AND p.opened_by <= c.registry_load AND (p.closed_by IS NULL OR p.closed_by > c.registry_load)
    AND (p.valid_from IS NULL OR p.valid_from <= c.day) AND (p.valid_to IS NULL OR p.valid_to > c.day)
  JOIN unit AS u
    ON u.unit_code = p.parent_code
    AND u.opened_by <= c.registry_load AND (u.closed_by IS NULL OR u.closed_by > c.registry_load)
    AND (u.valid_from IS NULL OR u.valid_from <= c.day) AND (u.valid_to IS NULL OR u.valid_to > c.day)
),
-- One registry has one city; were there two, what has no home counts for the first.
city AS (
  SELECT MIN(u.unit_code) AS unit_code
  FROM unit AS u
  JOIN edition AS e
    ON u.opened_by <= e.registry_load AND (u.closed_by IS NULL OR u.closed_by > e.registry_load)
  WHERE u.level = 'city'
),
placed AS (
  SELECT day, unit_code, counts_for FROM climb
  UNION
  -- Units of every registry load: one dropped from the registry keeps its figures, in the city's line.
  SELECT d.day, u.unit_code, city.unit_code
  FROM dated AS d
  CROSS JOIN unit AS u
  CROSS JOIN city
  WHERE city.unit_code IS NOT NULL
)
SELECT
  h.campaign_code,  -- '' for rows of no known campaign
  h.structure,      -- as_was or as_is
  p.unit_code,      -- the unit whose figures are counted
  p.counts_for      -- the unit in whose line they count
FROM hierarchy AS h
JOIN placed AS p ON p.day = h.day
