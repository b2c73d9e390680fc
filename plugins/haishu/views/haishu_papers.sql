-- title: 公益性社会组织每年应报的三样材料，一样一行
-- title_en: The three yearly papers of a public-benefit body
-- note: 海民〔2011〕6号第九条: papers handed in from 2011 on. Bound are bodies admitted by 直接登记 and of the classes of Article 2,
--   read as the field 社会服务 or a charity; an empty admission or field is unknown. The inspection or the report, either carries them.
--   Of a body founded in the last six months of the year Article 9 does not say whether it reports; an inspection spares it.
--   A body of which it is not known whether it is bound is not asked for a paper before that falls due.
-- columns: piece = 哪一样材料 / Which paper
with bound as (
  select *,
    case
      when admission is null then '没有填写登记体制，不知道是不是直接登记'
      when field is not '社会服务' and charity is not 1 then '不知道当年是不是公益性的'
    end as class_unknown
  from organisation_years
  where district = 'haishu' and type in ('社会团体', '民办非企业单位') and year >= 2010
    and paper = iif(charity, '年度报告', '年度检查')
    and coalesce(admission, '直接登记') = '直接登记' and (coalesce(field, '社会服务') = '社会服务' or is_charity)
),
pieces(piece) as (
  values ('工作报告'), ('审计报告'), ('活动安排')
),
filed as (
  select b.*, p.piece, i.conclusion,
    case p.piece
      when '工作报告' then iif(i.work_report_on > b.last_day, i.work_report_on, null)
      when '审计报告' then iif(i.audit_report_on > b.last_day, i.audit_report_on, null)
      else iif(i.plan_on >= b.year || '-01-01', i.plan_on, null)
    end as day
  from bound b
  join pieces p
  join build
  left join inspections i on i.district = b.district and i.org_id = b.org_id and i.year = b.year and i.sample <= b.sample
    and i.kind in ('年度检查', '年度报告')
  where b.class_unknown is null or b.due_on < build.today
),
came as (
  select *, min(day) as came_on, count(*) filter (where day is null and conclusion <> '未参检') as without_day,
    iif(registered_on > year || '-06-30', '年底成立不满六个月，规定没有写要不要报', null) as new
  from filed
  group by district, org_id, year, piece
)
select
  piece, district, org_id, year, due_on,
  iif((class_unknown is not null or new is not null or without_day > 0) and came_on > due_on, null, came_on) as done_on,
  iif(spared, '当年免检', ended) as exempt,
  coalesce(class_unknown, new, iif(filed_on is not null, '只有整套材料的报送日期', unknown)) as unknown,
  covered_until,
  sample
from came
