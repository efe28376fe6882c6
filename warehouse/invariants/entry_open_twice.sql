-- vi: Mỗi dòng chỉ có một phiên bản đang hiệu lực.
-- en: A row holds in one version only.
SELECT n.entry_id AS id
FROM open_entry AS n
GROUP BY n.entry_id
HAVING COUNT(*) > 1
