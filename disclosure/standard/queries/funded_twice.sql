-- title: 有没有同一个项目得到两份资助？
-- title_en: Was one project funded twice?
-- description: 同一组织、名称相近、时间重叠的两个项目都得到资助的，一对一行。名称相近不等于内容相同；写明是延续项目的不算。没有结果是没有发现。
-- description_en: Pairs of funded projects of one body with like names and overlapping time. Like names may hide different work;
--   projects filed as a
--   continuation are left out; no row means none was found.
-- group: grants
-- parameters: district = 区（区） / District; likeness = 名称相似至少（数） / Names at least so alike (0 to 1)
-- columns: likeness = 名称相似（1 为相同） / Likeness; other_district = 另一个区 / Other district; other_grant_id = 另一个的编号 / Its number;
--   other_project = 另一个项目 / Other project;
--   other_permalink = 另一个项目的网页 / Page of the other; other_awarded = 另一个的资助金额（元） / Other award;
--   other_start_on = 另一个的开始 / Other start; other_end_on = 另一个的结束 / Other end
select s.district, s.grant_id, g.project, g.programme, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.awarded, g.start_on, coalesce(g.completed_on, g.end_on) as end_on,
  s.other_district, s.other_grant_id, s.other_project, t.awarded as other_awarded, t.start_on as other_start_on,
  coalesce(t.completed_on, t.end_on) as other_end_on, s.likeness, '/grants/' || s.district || '/' || s.grant_id || '/' as permalink,
  '/grants/' || s.other_district || '/' || s.other_grant_id || '/' as other_permalink, max(g.sample, t.sample) as sample
from similar_projects s
join grants g on g.district = s.district and g.grant_id = s.grant_id
join grants t on t.district = s.other_district and t.grant_id = s.other_grant_id
left join organisations o on o.org_id = g.org_id
where (s.district, s.grant_id) < (s.other_district, s.other_grant_id) and coalesce(:district, '') in ('', s.district, s.other_district)
  and s.likeness >= cast(coalesce(nullif(:likeness, ''), 0) as real)
order by s.likeness desc, s.district, s.grant_id, s.other_grant_id
