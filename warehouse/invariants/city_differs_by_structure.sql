-- vi: Số liệu toàn thành phố theo hai hệ thống tổ chức phải bằng nhau.
-- en: The city's figures are equal under both structures.
SELECT a.campaign_code AS id
FROM mart_award AS a
WHERE a.unit_code IN (SELECT u.unit_code FROM unit AS u WHERE u.level = 'city')
GROUP BY a.campaign_code, a.award_code, a.award_level, a.unit_code
HAVING COUNT(*) <> 2
  OR MIN(a.persons) <> MAX(a.persons) OR MIN(a.direct_workers) <> MAX(a.direct_workers)
  OR MIN(a.women) <> MAX(a.women) OR MIN(a.initiatives) <> MAX(a.initiatives)
  OR MIN(a.initiatives_with_value) <> MAX(a.initiatives_with_value)
  OR MIN(a.benefit_vnd) <> MAX(a.benefit_vnd) OR MIN(a.units_reporting) <> MAX(a.units_reporting)
