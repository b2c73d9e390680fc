-- title: 目标要看的那一天，在册的组织各属于哪些种类
-- title_en: Which kinds of those that targets count an organisation on the register was on the day
with kinds as materialized (
  select distinct district, sample, substr(what, 1, instr(what || '/', '/') - 1) as kind
  from measured_asked
  where what is not null
)
select r.*, k.kind,
  case k.kind
    when '社会组织' then 1
    when '社区社会组织' then r.is_community_org
    when '志愿服务组织' then r.is_volunteer_org
    when '枢纽型、支持型社会组织' then r.is_hub
    when '社会工作服务机构' then r.is_social_work_agency
  end as member
from measured_register r
join kinds k on k.district = r.district and k.sample = r.sample
where k.kind in ('社会组织', '社区社会组织', '志愿服务组织', '枢纽型、支持型社会组织', '社会工作服务机构')
