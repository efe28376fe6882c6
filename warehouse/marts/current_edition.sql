-- What readers are shown: the run, registry load and business date of the publication the pointer names.
-- grain: at most one row; none before the first publication
-- readers: every mart; `warehouse.marts.draw` puts any other edition in its place
-- source: pointer, publication
SELECT
  publication.run_no,         -- rows holding for this run are counted
  publication.registry_load,  -- as the registry was then known
  publication.business_date   -- the day of structure as_is
FROM pointer
JOIN publication ON publication.publication_no = pointer.publication_no
WHERE pointer.name = 'current'
