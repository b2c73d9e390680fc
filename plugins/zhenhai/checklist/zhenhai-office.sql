-- code: zhenhai-office
-- title: 有不少于20平方米的独立办公场所吗？
-- title_en: Has it an office of its own of at least 20 square metres?
-- why: 镇海区2018年到2020年的行动计划要求六成以上的法人社会组织有这样的场所；没有，不等于违反规定。
-- why_en: Zhenhai's plan for 2018 to 2020 asks that more than 60% of organisations with legal personality have such premises;
--   having none breaks no rule.
select
  district,
  org_id,
  case office when '20平方米以上' then 1 when '没有达到' then 0 end as holds,
  iif(office = '没有报', '没有填全办公面积和是否独立', null) as unknown,
  year || ' 年：' || iif(office_area is null, '没有填面积', printf('%g 平方米', office_area))
    || case office_independent when 1 then '，独立使用' when 0 then '，与别人合用' else '' end as evidence,
  'staffing' as table_name,
  iif(year is null, null, json_object('org_id', org_id, 'year', year)) as key,
  null as valid_until,
  sample
from zhenhai_latest_staffing
