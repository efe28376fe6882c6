-- Which unit owes which list, and whether it has handed it in.
-- grain: campaign_code, kind, unit_code
-- readers: reporting, the workbench
-- source: obligation, unit, listing, delivery
-- The first arrival decides, whatever became of the list; a list held because it names another unit or is a form
-- nobody filled in, or a withdrawal, is no arrival. nil goes before on_time and late.
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
),
known_obligation AS (
  SELECT o.campaign_code, o.kind, o.unit_level, o.unit_code, o.due_on, e.registry_load
  FROM obligation AS o
  JOIN edition AS e
    ON o.opened_by <= e.registry_load AND (o.closed_by IS NULL OR o.closed_by > e.registry_load)
),
-- A level owes through every unit of it that is open on the due day; a unit named has its own day.
owed AS (
  SELECT o.campaign_code, o.kind, u.unit_code, o.due_on, 0 AS by_name
  FROM known_obligation AS o
  JOIN unit AS u
    ON u.level = o.unit_level
    AND u.opened_by <= o.registry_load AND (u.closed_by IS NULL OR u.closed_by > o.registry_load)
    AND (u.valid_from IS NULL OR u.valid_from <= o.due_on) AND (u.valid_to IS NULL OR u.valid_to > o.due_on)
  WHERE o.unit_level <> ''
  UNION ALL
  SELECT o.campaign_code, o.kind, o.unit_code, o.due_on, 1 AS by_name
  FROM known_obligation AS o
  WHERE o.unit_code <> ''
),
owing AS (
  SELECT
    campaign_code, kind, unit_code,
    COALESCE(MAX(CASE WHEN by_name = 1 THEN due_on END), MAX(due_on)) AS due_on
  FROM owed
  GROUP BY campaign_code, kind, unit_code
),
arrived AS (
  SELECT
    l.campaign_code, l.kind, l.sender_code,
    MIN(CASE WHEN l.status <> 'held' OR l.hold_code IS NULL OR l.hold_code NOT IN ('unit_mismatch', 'list_empty')
        THEN d.arrived_on END) AS first_on,
    SUM(CASE WHEN l.status = 'effective' AND l.nil THEN 1 ELSE 0 END) AS nil_lists,
    SUM(CASE WHEN l.status = 'effective' AND NOT l.nil THEN 1 ELSE 0 END) AS full_lists,
    SUM(CASE WHEN l.status = 'superseded' THEN 1 ELSE 0 END) AS superseded
  FROM listing AS l
  JOIN edition AS e ON l.opened_by <= e.run_no AND (l.closed_by IS NULL OR l.closed_by > e.run_no)
  JOIN delivery AS d ON d.delivery_id = l.delivery_id
  WHERE l.campaign_code IS NOT NULL AND NOT l.withdrawal
  GROUP BY l.campaign_code, l.kind, l.sender_code
),
state AS (
  SELECT
    o.campaign_code, o.kind, o.unit_code, o.due_on,
    CASE
      WHEN a.first_on IS NULL THEN 'missing'
      WHEN a.nil_lists > 0 AND a.full_lists = 0 THEN 'nil'
      WHEN a.first_on <= o.due_on THEN 'on_time'
      ELSE 'late'
    END AS state,
    COALESCE(a.superseded, 0) AS superseded
  FROM owing AS o
  LEFT JOIN arrived AS a
    ON a.campaign_code = o.campaign_code AND a.kind = o.kind AND a.sender_code = o.unit_code
)
SELECT campaign_code, kind, unit_code, due_on, state, superseded FROM state
