-- Publications so far, up to the one in force.
-- grain: publication_id
-- readers: anyone who cites a figure
-- source: publication, run
WITH
edition AS (
  SELECT run_no, registry_load, business_date FROM current_edition
)
SELECT
  p.publication_id,       -- id of the publication
  r.run_id,               -- the run published
  p.business_date,        -- business date of the run
  p.published_at,         -- moment of publication
  p.checksum,             -- SHA-256 of the content
  p.row_count AS "rows"   -- rows of the aggregate marts plus counted awards
FROM publication AS p
JOIN edition AS e ON p.run_no <= e.run_no
JOIN run AS r ON r.run_no = p.run_no
