-- vi: Đợt thi đua và danh hiệu của mỗi kết quả phải có trong danh mục.
-- en: The campaign of every award is in the registry, with that award.
SELECT f.campaign_code AS id
FROM (SELECT DISTINCT campaign_code, award_code FROM open_fact) AS f
WHERE NOT EXISTS (
  SELECT 1 FROM campaign AS c
  JOIN current_edition AS e
    ON c.opened_by <= e.registry_load AND (c.closed_by IS NULL OR c.closed_by > e.registry_load)
  WHERE c.campaign_code = f.campaign_code AND c.award_code = f.award_code
)
