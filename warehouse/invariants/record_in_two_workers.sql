-- vi: Mỗi hồ sơ chỉ thuộc một người.
-- en: A record belongs to one worker at a time.
SELECT m.record_id AS id
FROM membership AS m
JOIN current_edition AS e ON m.since <= e.run_no AND (m.until IS NULL OR m.until > e.run_no)
GROUP BY m.record_id
HAVING COUNT(*) > 1
