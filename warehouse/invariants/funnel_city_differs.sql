-- vi: Phễu toàn thành phố theo hai hệ thống tổ chức phải bằng nhau.
-- en: The city's funnel is equal under both structures.
SELECT a.campaign_code AS id
FROM mart_funnel AS a
WHERE a.unit_code IN (SELECT u.unit_code FROM unit AS u WHERE u.level = 'city')
GROUP BY a.campaign_code, a.unit_code, a.step
HAVING COUNT(*) <> 2 OR MIN(a.amount) <> MAX(a.amount)
