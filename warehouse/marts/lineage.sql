-- Where each counted award was read.
-- grain: fact_id
-- readers: anyone who asks where a figure comes from
-- source: fact, entry, listing (open in the edition), delivery, run, current_survivor
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
JOIN current_edition AS e ON f.opened_by <= e.run_no AND (f.closed_by IS NULL OR f.closed_by > e.run_no)
JOIN entry AS n
  ON n.entry_id = f.entry_id AND n.opened_by <= e.run_no AND (n.closed_by IS NULL OR n.closed_by > e.run_no)
JOIN listing AS l
  ON l.listing_id = n.listing_id AND l.opened_by <= e.run_no AND (l.closed_by IS NULL OR l.closed_by > e.run_no)
JOIN delivery AS d ON d.delivery_id = n.delivery_id
JOIN run AS r ON r.run_no = f.opened_by
LEFT JOIN current_survivor AS s ON s.worker_id = f.worker_id
