-- Who reported, when, and who has not.
-- grain: campaign_code, kind, unit_code, structure
-- readers: reports, stewards who chase missing lists
-- source: current_owing, current_placement
-- on_time, late, nil and missing partition units_owing.
SELECT
  s.campaign_code,                                                                   -- campaign
  s.kind,                                                                            -- kind of list owed
  p.counts_for AS unit_code,                                                         -- the unit and all under it
  p.structure,                                                                       -- as_was or as_is
  COUNT(*) AS units_owing,                                                           -- units that owe the list
  CAST(SUM(CASE WHEN s.state = 'on_time' THEN 1 ELSE 0 END) AS BIGINT) AS on_time,   -- first arrival in time
  CAST(SUM(CASE WHEN s.state = 'late' THEN 1 ELSE 0 END) AS BIGINT) AS late,         -- first arrival after
  CAST(SUM(CASE WHEN s.state = 'nil' THEN 1 ELSE 0 END) AS BIGINT) AS nil,           -- nothing to report
  CAST(SUM(CASE WHEN s.state = 'missing' THEN 1 ELSE 0 END) AS BIGINT) AS missing,   -- nothing has arrived
  CAST(SUM(s.superseded) AS BIGINT) AS superseded                                    -- lists replaced by later ones
FROM current_owing AS s
JOIN current_placement AS p ON p.campaign_code = s.campaign_code AND p.unit_code = s.unit_code
GROUP BY s.campaign_code, s.kind, p.counts_for, p.structure
