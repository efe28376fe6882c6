-- vi: Mỗi kết quả chỉ có một phiên bản đang hiệu lực.
-- en: A counted award holds in one version only.
SELECT f.fact_id AS id
FROM open_fact AS f
GROUP BY f.fact_id
HAVING COUNT(*) > 1
