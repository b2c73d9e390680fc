-- title: 某个社区社会组织的“十好”，量出来的和申报的各是什么？
-- title_en: What is measured and what is declared of the ten criteria of one body?
-- description: 量出来的和申报的并排，从不相加。
-- description_en: Measured and declared stand side by side and are never added up.
-- group: trust
-- parameters: org_id = 备案编号 / Code of the organisation; year = 年度（年份） / Year
-- columns: organisation_permalink = 组织的页面 / Page of the organisation; declared = 申报 / Declared;
--   declared_because = 申报的依据 / Basis of the declaration
select m.org_id, o.name as organisation, '/organisations/' || m.org_id || '/' as organisation_permalink, m.year, m.criterion, m.part,
  m.measured, m.reason, d.met as declared, d.basis as declared_because, m.sample
from haishu_ten_good_measured m
join organisations o on o.district = m.district and o.org_id = m.org_id
left join haishu_ten_good d on d.district = m.district and d.org_id = m.org_id and d.year = m.year and d.criterion = m.criterion
  and d.sample <= m.sample
where coalesce(:org_id, '') in ('', m.org_id) and (coalesce(:year, '') = '' or m.year = cast(:year as integer))
order by m.sample, m.org_id, m.year, m.criterion, m.part
