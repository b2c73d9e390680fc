-- title: 政府购买服务的合同和绩效评价
-- title_en: Contracts of government purchase and how their performance was judged
-- columns: status = 进展 / Status; awarded = 金额（元） / Sum; people_in = 持证社工（人） / Licensed social workers;
--   grade = 签约时等级 / Grade when decided; judged_on = 绩效评价 / Judged on;
--   marks = 评价得分（分） / Marks; result = 评价结果 / Result; audit_opinion = 绩效审计 / Performance audit; satisfied = 满意率（%） / Satisfied;
--   paid = 已付（元） / Paid
select g.district, g.round, g.grant_id, g.org_id, g.org_name, g.purchaser, g.contract_no, g.form, g.route, g.service_field, g.awarded,
  (select sum(p.amount) from grant_payments p
    where p.district = g.district and p.grant_id = g.grant_id and p.paid_on is not null and p.sample <= g.sample) as paid,
  (select e.grade from grant_grades e
    where e.district = g.district and e.grant_id = g.grant_id and e.holds in ('3A以上', '3A以下')) as grade,
  (select s.licensed_social_workers from staffing s
    where s.district = g.district and s.org_id = g.org_id and s.sample <= g.sample and s.year < substr(g.decided_on, 1, 4) + 0
    order by s.year desc limit 1) as people_in,
  a.assessed_on as judged_on, a.score as marks, a.result, round(100.0 * a.people_satisfied / a.people_asked, 1) as satisfied,
  (select group_concat(distinct u.opinion) from audits u
    where u.district = g.district and u.grant_id = g.grant_id and u.kind = '绩效审计' and u.sample <= g.sample) as audit_opinion,
  g.status, row_number() over (order by g.round desc, g.grant_id) as position, g.sample
from grants g
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '绩效评价' and a.sample <= g.sample
where g.district = 'haishu' and g.programme = '政府购买服务'
