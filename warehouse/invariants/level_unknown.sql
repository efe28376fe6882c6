-- vi: Cấp khen phải là grassroots, upper hoặc city.
-- en: The level of every award is grassroots, upper or city.
SELECT f.fact_id AS id
FROM open_fact AS f
WHERE f.award_level NOT IN ('grassroots', 'upper', 'city')
