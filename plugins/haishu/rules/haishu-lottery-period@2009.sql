-- code: haishu-lottery-period
-- title: 福彩项目按通知的四个阶段
-- title_en: A lottery-funded project keeps to the four periods of the notice
-- severity: info
-- effect: publish
-- basis: 海民〔2009〕80号四（一）至（四）
-- basis_en: Haimin [2009] No. 80, 4(1) to (4)
-- scope: 2009年11月至2010年11月那一次福彩公益金资助，每个申报的项目；实施和验收只看得到资助的
-- scope_en: the lottery welfare funding of November 2009 to November 2010, each application; work and acceptance only of funded
--   ones
-- applies_from: 2009-11-03
-- applies_until: 2010-12-31
-- explanation: 申报在2009年11月3日至10日，审核立项到11月底，实施在2009年12月至2010年10月，检查验收在2010年10月至11月；填报的日期不在这些日子里。
-- explanation_en: Applications 3 to 10 November 2009, approval by the end of November, work from December 2009 to October 2010,
--   acceptance in October and November 2010; the dates filed lie outside.
-- innocent: 经民政局同意延期。
-- innocent_en: Extended with the consent of the civil affairs bureau.
-- never: 不适用 只数福彩公益金资助的项目
with filed(district, grant_id, org_id, round, step, day, first_day, last_day, sample) as (
  select district, grant_id, org_id, round, '申报', applied_on, '2009-11-03', '2009-11-10', sample
  from grants where programme = '福彩公益金资助' and round = 2009
  union all
  select district, grant_id, org_id, round, '审核立项', decided_on, '2009-11-11', '2009-11-30', sample
  from grants where programme = '福彩公益金资助' and round = 2009
  union all
  select district, grant_id, org_id, round, '开始', start_on, '2009-12-01', '2010-10-31', sample
  from grants where programme = '福彩公益金资助' and round = 2009 and decision = '资助'
  union all
  select district, grant_id, org_id, round, '完成', completed_on, '2009-12-01', '2010-10-31', sample
  from grants where programme = '福彩公益金资助' and round = 2009 and decision = '资助'
  union all
  select g.district, g.grant_id, g.org_id, g.round, '验收', a.assessed_on, '2010-10-01', '2010-11-30', g.sample
  from grants g
  left join grant_assessments a on a.district = g.district and a.grant_id = g.grant_id and a.stage = '验收' and a.sample <= g.sample
  where g.programme = '福彩公益金资助' and g.round = 2009 and g.decision = '资助'
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  org_id,
  cast(round as text) as period,
  iif(count(day) < count(*), '各阶段的日期没有填全', null) as unknown,
  case
    when sum(day not between first_day and last_day) > 0 then 1
    when count(day) = count(*) then 0
  end as broken,
  coalesce(
    group_concat(step || ' ' || day || '（' || first_day || ' 至 ' || last_day || '）', '，')
      filter (where day not between first_day and last_day),
    '都在规定的阶段里'
  ) as detail,
  sample
from filed
group by district, grant_id
