-- vi: Mỗi danh sách phải thuộc một tệp đã nhận.
-- en: Every list belongs to a delivered file.
SELECT l.listing_id AS id
FROM open_listing AS l
WHERE NOT EXISTS (SELECT 1 FROM delivery AS d WHERE d.delivery_id = l.delivery_id)
