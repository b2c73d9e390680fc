-- title: 值得留意的迹象：什么、从哪天起、根据哪条记录
-- title_en: Signs worth a look: what, since when, on which record
-- download: yes
-- note: Signs, no findings of guilt: each says what a filed record says, and goes away with it. Only of bodies that stand today; of
--   yearly papers only the latest of the last two years, of checks and conclusions only the last. What is not filed is no sign, but
--   for a duty that is overdue because its district has declared that all was filed.
-- columns: matter = 方面 / Matter; sign = 迹象 / Sign; since = 从哪天起 / Since; evidence = 根据 / Evidence;
--   table_name = 记录所在的表 / Table; key = 记录 / Record; position = 顺序 / Order
with latest as (
  select f.*, lag(f.year) over w as year_before, lag(f.income_total) over w as income_before, lag(f.expense_total) over w as expense_before,
    row_number() over (partition by f.district, f.org_id order by f.year desc) as nth
  from finances f, build b
  where f.year || '-12-31' <= b.today
  window w as (partition by f.district, f.org_id order by f.year)
),
money as (
  select *, year || '-12-31' as day, json_object('org_id', org_id, 'year', year) as key from latest where nth = 1
),
checks as (
  select *, row_number() over (partition by district, org_id order by checked_on desc, check_id desc) as nth from spot_checks
),
inspected as (
  select *, row_number() over (partition by district, org_id order by year desc, decided_on desc, conclusion) as nth
  from inspections
  where coalesce(conclusion, '待定') <> '待定'
),
audited as (
  select *, row_number() over (partition by district, org_id, kind order by report_date desc, audit_id desc) as nth
  from audit_opinions
  where org_id is not null
),
sized as (
  select *, row_number() over (partition by district, org_id order by year desc) as nth from staffing, build
  where activities_held is not null and year || '-12-31' <= today
),
overdue as (
  select *, row_number() over (partition by district, org_id, obligation order by due_on desc) as nth
  from obligations
  where status = '逾期未报' and party = '社会组织' and org_id is not null
),
duties(obligation, title) as (
  values ('annual-inspection-51', '年度检查'), ('annual-inspection-52', '年度检查'), ('annual-report-53', '年度报告'),
    ('annual-report-charity', '年度报告'), ('audit-report', '年度审计报告'), ('financial-report', '财务会计报告'),
    ('departure-audit', '法定代表人离任审计'), ('appointment-notice', '负责人任前公示'), ('duty-report', '法定代表人述职')
),
signs(district, org_id, matter, sign, since, evidence, table_name, key, lasting, sample) as (
  select district, org_id, '资金', '净资产是负数', day, printf('%d年年末净资产 %.2f 元', year, net_assets), 'finances', key, 0, sample
  from money
  where net_assets < 0
  union all
  select district, org_id, '资金', '连续两年支出大于收入', day,
    printf('%d年收入 %.2f 元、支出 %.2f 元；%d年收入 %.2f 元、支出 %.2f 元', year_before, income_before, expense_before, year, income_total,
      expense_total), 'finances', key, 0, sample
  from money
  where year_before = year - 1 and expense_before > income_before and expense_total > income_total
  union all
  select district, org_id, '资金', '审计意见不是无保留', report_date, kind || '，' || said, 'audits', json_object('audit_id', audit_id), 0, sample
  from audited
  where nth = 1 and clean = 0 and rectified is not 1
  union all
  select district, org_id, '日常活动', '一年没有开展活动', year || '-12-31', printf('%d年开展活动 0 次', year), 'staffing',
    json_object('org_id', org_id, 'year', year), 0, sample
  from sized
  where nth = 1 and activities_held = 0
  union all
  select district, org_id, '负责人', '任期届满没有换届', ends, said, 'people', json_object('org_id', org_id), 1, sample
  from leaders_terms
  where within = 0
  union all
  select district, org_id, '报送和公开', coalesce(d.title, '应当公开的') || '到期没有报', due_on,
    printf('%s 的，应在 %s 以前，%s', period, due_on, detail), 'obligations', json_set(key, '$.obligation', o.obligation), 1, sample
  from overdue o
  left join duties d on d.obligation = o.obligation
  where nth = 1
  union all
  select district, org_id, '检查',
    case
      when result <> '发现问题待改正' then '检查没有查成'
      when follow_up is null then '检查发现问题，没有报改正没有'
      else '检查发现过问题，后来的情况见根据'
    end, checked_on, coalesce(kind || '，', '') || coalesce(items || '：', '') || result || coalesce('；后来：' || follow_up, ''),
    'spot_checks', json_object('check_id', check_id), follow_up is null, sample
  from checks
  where nth = 1 and result in ('发现问题待改正', '不配合检查', '无法联系')
  union all
  select district, org_id, '检查', iif(conclusion = '基本合格', '上一次年检是基本合格', '上一次年检没有合格'),
    coalesce(decided_on, min(year || '-12-31', date(submitted_on))), printf('%d年%s：%s', year, kind, conclusion),
    'inspections', json_object('org_id', org_id, 'year', year, 'kind', kind), 1, sample
  from inspected
  where nth = 1 and conclusion in ('基本合格', '不合格', '未参检')
  union all
  select district, org_id, '信用', '在' || kind || '里', listed_on, coalesce(ground, '没有填写事由'), 'credit_events',
    json_object('event_id', event_id), 1, sample
  from credit_standing
  where about = '名录' and visible
)
select s.district, s.org_id, o.name as org_name, s.matter, s.sign, s.since, s.evidence, s.table_name, s.key,
  row_number() over (order by o.name, s.org_id, s.since desc, s.sign) as position, s.sample
from signs s
join standing_today o on o.district = s.district and o.org_id = s.org_id and o.open and o.sample >= s.sample
where s.lasting or s.since >= date(o.today, '-24 months')
