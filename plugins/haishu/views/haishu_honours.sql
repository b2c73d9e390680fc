-- title: 荣誉：谁得了什么
-- title_en: Honours: who was honoured, and with what
-- note: What has no code, such as a community, stands by the name with which it was honoured; `project` is the project of a body.
-- columns: project = 得奖的项目 / Project honoured; year = 年份 / Year; title = 荣誉名称 / Honour; level = 级别 / Level;
--   basis = 评选依据 / Basis
-- filed: level, basis
select h.district, h.org_id, h.recipient as org_name, iif(o.name is null or n.name is not null, null, h.recipient) as project,
  h.year, h.title, h.level,
  h.basis, row_number() over (order by h.year desc, h.title, h.recipient) as position, h.sample
from honours h
left join organisations o on o.district = h.district and o.org_id = h.org_id and o.sample <= h.sample
left join body_names n on n.district = o.district and n.org_id = o.org_id
  and n.name = replace(replace(replace(replace(h.recipient, ' ', ''), '　', ''), '（', '('), '）', ')')
where h.district = 'haishu'
