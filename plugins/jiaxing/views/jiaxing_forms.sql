-- title: 四种购买形式各有多少项目、多少钱、几个报了绩效审计
-- title_en: The four forms of purchase: projects, sums, and how many have a performance audit filed
-- columns: form = 购买形式 / Form; projects = 项目（个） / Projects; awarded = 金额合计（元） / Sum;
--   completed = 报了完成的（个） / Completion filed; audited = 报了绩效审计的（个） / Audit filed; unclean = 其中有保留或更差（个） / Not clean
with forms(position, form) as (
  values (1, '项目购买'), (2, '项目补贴'), (3, '项目奖励'), (4, '岗位购买'), (5, null)
)
select p.district, f.position, coalesce(f.form, '没有填写') as form, count(*) as projects,
  iif(count(p.awarded) = count(*), sum(p.awarded), null) as awarded,
  count(p.completed_on) filter (where p.status is not '已终止') as completed,
  count(p.audited_on) as audited, count(*) filter (where p.clean = 0) as unclean, p.sample
from jiaxing_purchases p
join forms f on f.form is p.form
where p.decision = '资助'
group by p.district, f.position, p.sample
