-- vi: Danh sách đã bị thay thì không còn dòng nào hiệu lực.
-- en: A superseded list has no row in force.
SELECT n.entry_id AS id
FROM open_listing AS l
JOIN open_entry AS n ON n.listing_id = l.listing_id
WHERE l.status = 'superseded'
