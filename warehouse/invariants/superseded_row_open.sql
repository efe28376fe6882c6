-- vi: Danh sách đã bị thay hoặc đã rút thì không còn dòng nào hiệu lực.
-- en: A list that is superseded or withdrawn has no row in force.
SELECT n.entry_id AS id
FROM open_listing AS l
JOIN open_entry AS n ON n.listing_id = l.listing_id
WHERE l.status IN ('superseded', 'withdrawn')
