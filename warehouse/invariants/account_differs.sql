-- vi: Số dòng chấp nhận và giữ lại của mỗi tệp phải khớp với các dòng trong kho.
-- en: Each file's accepted and held rows are the rows in the warehouse.
SELECT counted.delivery_id AS id
FROM (
  SELECT both_sides.delivery_id, SUM(accepted) AS accepted, SUM(held) AS held
  FROM (
    SELECT n.delivery_id,
      CASE WHEN n.status = 'accepted' THEN 1 ELSE 0 END AS accepted,
      CASE WHEN n.status = 'held' THEN 1 ELSE 0 END AS held
    FROM open_entry AS n
    UNION ALL
    SELECT a.delivery_id, -a.accepted, -a.held FROM last_account AS a
  ) AS both_sides
  GROUP BY both_sides.delivery_id
) AS counted
WHERE counted.accepted <> 0 OR counted.held <> 0
