-- vi: Mỗi tệp đã tổng hợp phải có sổ dòng.
-- en: Every consolidated file has its account of rows.
SELECT d.delivery_id AS id
FROM delivery AS d
CROSS JOIN current_edition AS e
WHERE d.run_no <= e.run_no
  AND NOT EXISTS (SELECT 1 FROM last_account AS a WHERE a.delivery_id = d.delivery_id)
