-- title: 福彩公益金资助的项目：社区、街道、民政局各在哪一天审核
-- title_en: Lottery-funded projects: when the community, the street and the bureau gave their opinion
-- columns: street = 街道 / Street; applied_on = 申报日期 / Applied; decided_on = 民政局审核 / Bureau's decision; paid_on = 拨付日期 / Paid;
--   accepted_on = 验收日期 / Checked;
--   result = 验收结果 / Result; street_opinion_on = 街道审核 / Street's opinion; community_opinion_on = 社区审核 / Community's opinion
select g.district, g.round, g.street, g.grant_id, g.org_id, g.org_name, g.service_field, g.applied_on, g.community_opinion_on,
  g.street_opinion_on, g.decided_on, g.decision, g.requested, g.awarded, min(p.paid_on) as paid_on, a.assessed_on as accepted_on,
  a.result, g.beneficiaries, row_number() over (order by g.round desc, g.street, g.grant_id) as position, g.sample
from grants g
left join grant_payments p on p.district = g.district and p.grant_id = g.grant_id and p.sample <= g.sample
left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '验收' and a.sample <= g.sample
where g.district = 'haishu' and g.programme = '福彩公益金资助'
group by g.district, g.grant_id
