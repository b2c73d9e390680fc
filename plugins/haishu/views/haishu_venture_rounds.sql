-- title: 公益创投每一轮：申请、资助、拨款和审计
-- title_en: Each round of the venture programme: applied, funded, paid, audited
-- download: yes
-- note: awarded is empty where a funded project has no sum filed; paid are the payments filed, empty where there is none.
-- columns: called_on = 征集公告 / Call; applied = 申请（个） / Applied; awarded_projects = 资助项目（个） / Funded; awarded = 资助合计（元） / Awarded;
--   paid = 报了的拨款（元） / Payments filed; finished = 已完成（个） / Completed; ended = 已终止（个） / Broken off; audited_on = 审计报告 / Audit report;
--   opinion = 审计意见 / Opinion; audit_notice_on = 审计结果公示 / Notice of the audit
with funded as (
  select *, (
      select sum(p.amount) from grant_payments p
      where p.district = g.district and p.grant_id = g.grant_id and p.paid_on is not null and p.sample <= g.sample
    ) as paid
  from grants g
  where district = 'haishu' and programme = '公益创投'
)
select g.district, g.round, count(*) as applied, sum(g.decision = '资助') as awarded_projects,
  iif(count(g.awarded) filter (where g.decision = '资助') = count(*) filter (where g.decision = '资助'),
    sum(g.awarded) filter (where g.decision = '资助'), null) as awarded,
  sum(g.paid) as paid,
  sum(g.status = '已完成') as finished, sum(g.status = '已终止') as ended,
  (
    select min(n.published_on) from notices n
    where n.district = g.district and n.kind = '征集公告' and n.programme = g.programme and n.round = g.round and n.sample <= g.sample
  ) as called_on,
  (
    select min(a.report_date) from audits a
    where a.district = g.district and a.kind = '公益创投审计' and a.programme = g.programme and a.round = g.round and a.sample <= g.sample
  ) as audited_on,
  (
    select group_concat(distinct a.opinion) from audits a
    where a.district = g.district and a.kind = '公益创投审计' and a.programme = g.programme and a.round = g.round and a.sample <= g.sample
  ) as opinion,
  (
    select min(n.published_on) from notices n
    where n.district = g.district and n.kind = '审计结果公示' and n.programme = g.programme and n.round = g.round and n.sample <= g.sample
  ) as audit_notice_on,
  -g.round as position, g.sample
from funded g
group by g.round, g.sample
