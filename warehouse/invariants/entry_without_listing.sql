-- vi: Mỗi dòng phải thuộc một danh sách đã nhận.
-- en: Every row belongs to a list.
SELECT n.listing_id AS id
FROM (SELECT DISTINCT listing_id, delivery_id FROM open_entry) AS n
WHERE NOT EXISTS (
  SELECT 1 FROM open_listing AS l WHERE l.listing_id = n.listing_id AND l.delivery_id = n.delivery_id
)
