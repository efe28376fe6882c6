-- vi: Sổ dòng của mỗi tệp phải khớp với các danh sách và các dòng trong kho.
-- en: Each file's account is what its lists and rows in the warehouse say.
SELECT counted.delivery_id AS id
FROM (
  SELECT
    both_sides.delivery_id,
    SUM(received) AS received, SUM(accepted) AS accepted, SUM(held) AS held,
    SUM(refused) AS refused, SUM(superseded) AS superseded, SUM(ignored) AS ignored
  FROM (
    SELECT
      n.delivery_id,
      0 AS received,
      CASE WHEN n.status = 'accepted' THEN 1 ELSE 0 END AS accepted,
      CASE WHEN n.status = 'held' THEN 1 ELSE 0 END AS held,
      0 AS refused,
      CASE WHEN n.status IN ('restated', 'repeated', 'withdrawn') THEN 1 ELSE 0 END AS superseded,
      CASE WHEN n.status = 'withdrawing' THEN 1 ELSE 0 END AS ignored
    FROM open_entry AS n
    UNION ALL
    -- A table of no known kind is refused, whatever became of the other lists of its file.
    SELECT
      l.delivery_id,
      l.row_count + l.ignored_count, 0, 0,
      CASE WHEN l.kind = '' THEN l.row_count ELSE 0 END,
      CASE WHEN l.kind <> '' AND l.status IN ('superseded', 'withdrawn') THEN l.row_count ELSE 0 END,
      l.ignored_count
    FROM open_listing AS l
    UNION ALL
    SELECT a.delivery_id, -a.received, -a.accepted, -a.held, -a.refused, -a.superseded, -a.ignored
    FROM last_account AS a
  ) AS both_sides
  GROUP BY both_sides.delivery_id
) AS counted
WHERE counted.received <> 0 OR counted.accepted <> 0 OR counted.held <> 0
  OR counted.refused <> 0 OR counted.superseded <> 0 OR counted.ignored <> 0
