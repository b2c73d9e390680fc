-- title: 每个购买社会服务的项目：形式、金额、绩效评价和绩效审计
-- title_en: Each purchase of social services: its form, its sum, its assessment and performance audit
-- download: yes
-- note: The opinion asks for a performance audit and sets no day, so one that is not filed is not late.
-- columns: grant_id = 项目 / Project; round = 年份 / Year; form = 购买形式 / Form; purchaser = 购买方 / Purchaser;
--   awarded = 金额（元） / Sum; status = 进展 / Status; assessed = 绩效评价 / Assessment; satisfied = 满意率（%） / Satisfied;
--   audited_on = 绩效审计日期 / Audited on; opinion = 审计意见 / Opinion; summary = 审计要点 / What the audit found;
--   audit_state = 审计情况 / Audit; clean = 是否无保留意见 / Unqualified opinion
with audited as (
  select *, row_number() over (partition by district, grant_id, sample order by report_date desc) as nth
  from audit_opinions
  where kind = '绩效审计' and grant_id is not null
)
select g.district, g.grant_id, g.round, g.form, g.purchaser, g.org_id, g.awarded, g.status, g.decision, g.completed_on, g.funding_source,
  p.result as assessed, round(p.people_satisfied * 100.0 / nullif(p.people_asked, 0), 1) as satisfied,
  a.report_date as audited_on, a.opinion, a.summary, a.clean,
  case
    when g.decision <> '资助' then '没有购买'
    when a.grant_id is not null then '已审计'
    when g.status = '已终止' then '已终止'
    when g.completed_on is null then '还没有完成'
    else '没有报绩效审计'
  end as audit_state,
  g.sample
from grants g
left join grant_assessments p on p.district = g.district and p.grant_id = g.grant_id and p.stage = '绩效评价' and p.sample <= g.sample
left join audited a on a.district = g.district and a.grant_id = g.grant_id and a.nth = 1 and a.sample <= g.sample
where g.district = 'jiaxing' and g.programme = '政府购买服务'
