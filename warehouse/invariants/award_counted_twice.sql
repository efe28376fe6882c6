-- vi: Một người chỉ được tính một lần cho một danh hiệu, một cấp, trong một đợt.
-- en: A worker is counted once per campaign, award and level.
SELECT f.worker_id AS id
FROM open_fact AS f
WHERE f.worker_id IS NOT NULL
GROUP BY f.worker_id, f.campaign_code, f.award_code, f.award_level
HAVING COUNT(*) > 1
