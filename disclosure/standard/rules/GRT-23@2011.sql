-- code: GRT-23
-- title: 到账的不超过资助的和已拨的
-- title_en: No more was received than was awarded and paid
-- severity: warning
-- effect: publish
-- basis: 到账的是资助金额里已经拨付的部分（算术关系）
-- basis_en: What was received is the part of the award that was paid (arithmetic)
-- scope: 每个项目每个季度的用款表
-- scope_en: each quarterly spending report of each project
-- explanation: 到这个季度末，累计到账多于资助金额；或者本区声明拨款已经报全，累计到账多于已拨的各期合计。
-- explanation_en: By the end of this quarter more was received than was awarded; or, where the district declares that all payments
--   are filed, more than was paid.
-- innocent: 用款表里计入了别的来源或者利息；上报的是累计数而不是本季数。
-- innocent_en: The report includes other sources or interest; totals so far were reported instead of the quarter's.
-- never: 不适用 到账的都有来处
with paid as (
  select s.*, g.awarded, sum(coalesce(p.amount, 0)) as paid,
    min(coalesce(g.agreement_on, g.decided_on), coalesce(g.decided_on, g.applied_on, g.round || '-01-01')) as since
  from grant_spent s
  join grants g on g.district = s.district and g.grant_id = s.grant_id
  left join grant_payments p on p.district = s.district and p.grant_id = s.grant_id and p.paid_on <= s.ends_on and p.sample <= s.sample
  group by s.district, s.grant_id, s.year, s.quarter
),
judged as (
  select p.*, count(k.until_on) > 0 as covered, round((p.received - p.paid) * 100) > t.slack as beyond,
    round((p.received - p.awarded) * 100) > t.slack as above
  from paid p, (select round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as slack) t
  left join grant_cover k on k.district = p.district and k.grant_id = p.grant_id and k.table_name = 'grant_payments'
    and k.sample = p.sample and k.from_on <= p.since and k.until_on >= p.ends_on
  group by p.district, p.grant_id, p.year, p.quarter
)
select
  district,
  'grant_spending' as table_name,
  json_object('grant_id', grant_id, 'year', year, 'quarter', quarter) as key,
  org_id,
  cast(year as text) as period,
  case
    when awarded is null then '没有填写资助金额'
    when whole is not 1 then '以前有季度没有报，或者不知道从哪个季度报起'
    when beyond then '到账的比填报的拨款多，也许有拨款没有报'
  end as unknown,
  above or beyond and covered as broken,
  printf('到 %d 年第 %d 季末：累计到账 %.2f，已拨 %.2f，资助金额 ', year, quarter, received, paid)
    || iif(awarded is null, '没有填写', printf('%.2f', awarded)) as detail,
  sample
from judged
