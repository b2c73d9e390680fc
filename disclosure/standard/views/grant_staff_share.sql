-- title: 每个项目的预算里人员工资占多少，与规定的比例
-- title_en: The share of wages in each funded project's budget, beside what the place's terms allow
-- note: wages: lines of the section 人员工资; open: lines that name no section and may be wages. cap: 人员费用比例上限; before: the cap
--   that a measure is raising. A term whose words name 社工 binds only projects of social work; of another field it is in doubt
--   whether social workers do the work. Lines that add up to less than the budget
--   leave out a part, of which it is not known what it is for.
-- columns: wages = 人员工资（元） / Wages; open = 没有写明小类的（元） / Not said of what kind; total = 预算合计（元） / Budget;
--   percent = 工资占比（%） / Share of wages; before = 放宽前的上限（%） / Cap before it is raised; cap = 上限（%） / Cap;
--   reach = 与规定相比 / Against the terms; basis = 依据 / Basis
with sheets as (
  select g.district, g.grant_id, g.programme, g.round, g.project, g.service_field, g.sample,
    sum(iif(l.section = '人员工资', l.amount, 0)) as wages,
    sum(iif(l.section is null and l.category is not '项目活动费用', l.amount, 0)) as open,
    sum(l.amount) as total, max(0, round((coalesce(g.budget, 0) - sum(l.amount)) * 100)) as left_out
  from grants g
  join grant_budget l on l.district = g.district and l.grant_id = g.grant_id and l.sample <= g.sample
  where g.decision = '资助'
  group by g.district, g.grant_id
),
bound as (
  select s.*, c.value as cap, f.value as before, coalesce(c.basis, f.basis) as basis,
    coalesce(c.text, f.text, '') like '%社工%' and s.service_field is not '社会工作' as in_doubt,
    round(s.wages * 100) as least, round((s.wages + s.open) * 100) + s.left_out as most, round(s.total * 100) + s.left_out as whole
  from sheets s
  left join grant_terms c on c.district = s.district and c.grant_id = s.grant_id and c.term = '人员费用比例上限'
  left join grant_terms f on f.district = s.district and f.grant_id = s.grant_id and f.term = '放宽前人员费用比例上限'
)
select b.district, b.grant_id, g.org_id, b.programme, b.round, b.project, b.service_field, b.wages, b.open, b.total,
  iif(b.total > 0, round(b.wages * 100.0 / b.total, 1), null) as percent, b.before, b.cap,
  case
    when b.cap is null and b.before is null then '没有规定'
    when b.most * 100 <= coalesce(b.before, b.cap) * b.whole then '没有超过'
    when b.in_doubt then '不知道是不是专业社工服务'
    when b.least * 100 > b.cap * b.whole then '超过上限'
    when b.least * 100 > b.before * b.whole then '超过放宽前的比例'
    when b.left_out > 0 then '预算行没有填全'
    else '有的预算行没有写明小类'
  end as reach,
  b.basis, b.sample
from bound b
join grant_bodies g on g.district = b.district and g.grant_id = b.grant_id
