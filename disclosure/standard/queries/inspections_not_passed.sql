-- title: 谁的年度检查没有合格，后来整改了吗？
-- title_en: Who did not pass the yearly inspection, and was it put right?
-- description: 基本合格、不合格和未参检的。还没有结论的不在这里；没有填整改情况的，是没有填报。
-- description_en: Those passed with reservations, failed or absent. Those without a conclusion are not shown.
-- group: trust
-- parameters: district = 区（区） / District; year = 年度（年份） / Year; conclusion = 结论（conclusion） / Conclusion
select i.district, i.year, i.org_id, o.name as organisation, i.kind, i.conclusion, i.decided_on, i.rectification,
  '/organisations/' || o.org_id || '/' as permalink, i.sample
from inspections i
join organisations o on o.district = i.district and o.org_id = i.org_id
where i.conclusion in ('基本合格', '不合格', '未参检') and coalesce(:district, '') in ('', i.district)
  and (coalesce(:year, '') = '' or i.year = cast(:year as integer)) and coalesce(:conclusion, '') in ('', i.conclusion)
order by i.year desc, i.conclusion <> '未参检', i.conclusion <> '不合格', i.district, i.org_id
