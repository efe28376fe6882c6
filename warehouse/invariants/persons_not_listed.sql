-- vi: Số người của toàn thành phố bằng số dòng của bảng worker_award.
-- en: The city's persons are the rows of worker_award.
SELECT both_sides.campaign_code AS id
FROM (
  SELECT a.campaign_code, a.award_code, a.award_level, a.persons AS amount
  FROM mart_award AS a
  WHERE a.structure = 'as_was' AND a.unit_code IN (SELECT u.unit_code FROM unit AS u WHERE u.level = 'city')
  UNION ALL
  SELECT w.campaign_code, w.award_code, w.award_level, -COUNT(*)
  FROM mart_worker_award AS w
  GROUP BY w.campaign_code, w.award_code, w.award_level
) AS both_sides
GROUP BY both_sides.campaign_code, both_sides.award_code, both_sides.award_level
HAVING SUM(both_sides.amount) <> 0
