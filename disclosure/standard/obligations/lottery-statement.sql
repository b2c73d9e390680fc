-- code: lottery-statement
-- title: 福彩公益金使用公告
-- title_en: Yearly statement of lottery funds
-- party: 登记管理机关
-- basis: 《彩票公益金管理办法》（省级以上；区级是否适用待核实）
-- applies: 有福彩公益金资助的每一年
-- exempt: 
-- due: 次年6月30日前
select
  g.district,
  null as org_id,
  json_object('grant_id', min(g.grant_id)) as key,
  cast(g.round as text) as period,
  (g.round + 1) || '-06-30' as due_on,
  (select min(n.published_on) from notices n where n.district = g.district and n.programme = '福彩公益金资助'
    and n.round = g.round and n.published_on > g.round || '-12-31') as done_on,
  null as exempt,
  null as unknown,
  0 as estimated,
  min(g.sample) as sample
from grants g
where g.programme = '福彩公益金资助' and g.decision = '资助'
group by g.district, g.round
