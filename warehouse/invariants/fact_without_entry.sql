-- vi: Mỗi kết quả được tính phải có một dòng đang được chấp nhận.
-- en: Every counted award has an accepted row.
SELECT f.fact_id AS id
FROM open_fact AS f
WHERE NOT EXISTS (SELECT 1 FROM open_entry AS n WHERE n.entry_id = f.entry_id AND n.status = 'accepted')
