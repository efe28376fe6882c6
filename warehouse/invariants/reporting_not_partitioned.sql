-- vi: Đúng hạn + muộn + báo cáo không + chưa nộp bằng số đơn vị phải nộp, toàn thành phố theo hai hệ thống như nhau.
-- en: on_time, late, nil and missing partition units_owing, and the city owes the same under both structures.
SELECT r.unit_code AS id
FROM mart_reporting AS r
WHERE r.on_time + r.late + r.nil + r.missing <> r.units_owing
UNION ALL
SELECT r.unit_code
FROM mart_reporting AS r
WHERE r.unit_code IN (SELECT u.unit_code FROM unit AS u WHERE u.level = 'city')
GROUP BY r.campaign_code, r.kind, r.unit_code
HAVING COUNT(*) <> 2 OR MIN(r.units_owing) <> MAX(r.units_owing) OR MIN(r.superseded) <> MAX(r.superseded)
