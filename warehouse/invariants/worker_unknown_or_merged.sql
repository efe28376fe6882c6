-- vi: Người được tính phải có trong danh bạ và chưa bị gộp vào người khác.
-- en: The worker of an award is known and not merged into another.
SELECT f.worker_id AS id
FROM (SELECT DISTINCT worker_id FROM open_fact WHERE worker_id IS NOT NULL) AS f
WHERE NOT EXISTS (
  SELECT 1 FROM worker AS w
  CROSS JOIN current_edition AS e
  WHERE w.worker_id = f.worker_id AND (w.merged_into IS NULL OR w.merged_run > e.run_no)
)
