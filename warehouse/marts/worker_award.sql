-- One award of one person.
-- grain: worker_id, campaign_code, award_code, award_level
-- readers: analysts
-- source: fact (open in the edition, with a worker), current_survivor
-- Open facts hardly ever bear a retired id, since a merge rewrites them.
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
JOIN current_edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
LEFT JOIN current_survivor AS s ON s.worker_id = f.worker_id
WHERE f.worker_id IS NOT NULL
