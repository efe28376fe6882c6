-- vi: Đơn vị của mỗi kết quả phải có trong danh mục đơn vị.
-- en: The unit of every award is in the registry.
SELECT f.unit_code AS id
FROM (SELECT DISTINCT unit_code FROM open_fact) AS f
WHERE NOT EXISTS (SELECT 1 FROM unit AS u WHERE u.unit_code = f.unit_code)
