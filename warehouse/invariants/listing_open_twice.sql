-- vi: Mỗi danh sách chỉ có một phiên bản đang hiệu lực.
-- en: A list holds in one version only.
SELECT l.listing_id AS id
FROM open_listing AS l
GROUP BY l.listing_id
HAVING COUNT(*) > 1
