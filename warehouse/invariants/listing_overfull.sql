-- vi: Số dòng trong kho của một danh sách không vượt số dòng danh sách đã nộp.
-- en: A list has no more rows in the warehouse than it was handed in with.
SELECT l.listing_id AS id
FROM open_listing AS l
JOIN (SELECT n.listing_id, COUNT(*) AS entries FROM open_entry AS n GROUP BY n.listing_id) AS counted
  ON counted.listing_id = l.listing_id
WHERE counted.entries > l.row_count
