-- code: programme-audit
-- title: 公益创投年度审计
-- title_en: Yearly audit of the programme
-- party: 登记管理机关
-- basis: 《海曙区公益创投项目管理试行办法》第三十三条（日期原文没有写，按次年年底估算，待核实）
-- applies: 每一轮公益创投
-- exempt: 
-- due: 次年12月31日前（估算）
select
  g.district,
  null as org_id,
  json_object('grant_id', min(g.grant_id)) as key,
  cast(g.round as text) as period,
  (g.round + 1) || '-12-31' as due_on,
  (select min(a.report_date) from audits a where a.district = g.district and a.kind = '公益创投审计'
    and a.programme = '公益创投' and a.round = g.round) as done_on,
  null as exempt,
  null as unknown,
  1 as estimated,
  min(g.sample) as sample
from grants g
where g.programme = '公益创投' and g.decision = '资助'
group by g.district, g.round
