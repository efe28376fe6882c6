-- vi: Người và sáng kiến, công trình của toàn thành phố bằng số dòng mà bảng lineage liệt kê.
-- en: The city's persons and works are the rows that lineage lists.
SELECT both_sides.campaign_code AS id
FROM (
  SELECT a.campaign_code, a.award_code, a.award_level, a.persons AS persons, a.initiatives AS initiatives
  FROM mart_award AS a
  WHERE a.structure = 'as_was' AND a.unit_code IN (SELECT u.unit_code FROM unit AS u WHERE u.level = 'city')
  UNION ALL
  SELECT l.campaign_code, l.award_code, l.award_level,
    -SUM(CASE WHEN l.worker_id <> '' THEN 1 ELSE 0 END), -SUM(CASE WHEN f.subject = 'work' THEN 1 ELSE 0 END)
  FROM mart_lineage AS l
  JOIN open_fact AS f ON f.fact_id = l.fact_id
  GROUP BY l.campaign_code, l.award_code, l.award_level
) AS both_sides
GROUP BY both_sides.campaign_code, both_sides.award_code, both_sides.award_level
HAVING SUM(both_sides.persons) <> 0 OR SUM(both_sides.initiatives) <> 0
