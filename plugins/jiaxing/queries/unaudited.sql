-- title: 嘉兴哪些购买服务的项目已经完成、还没有报绩效审计？
-- title_en: Which of Jiaxing's completed purchases have no performance audit filed?
-- description: 没有报不等于没有做：意见没有写期限。
-- description_en: Not filed is not the same as not done: the opinion sets no day.
-- group: late
-- parameters: round = 年份（年份） / Year
-- columns: project = 项目 / Project; permalink = 页面 / Page
select p.grant_id, g.project, '/grants/' || p.district || '/' || p.grant_id || '/' as permalink, p.round, p.form, p.purchaser, p.awarded,
  p.completed_on, p.assessed, p.audit_state, p.sample
from jiaxing_purchases p
join grants g on g.district = p.district and g.grant_id = p.grant_id
where p.audit_state = '没有报绩效审计' and (coalesce(:round, '') = '' or p.round = cast(:round as integer))
order by p.sample, p.completed_on
