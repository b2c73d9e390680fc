-- code: FIN-16
-- title: 政府补助收入不少于本平台上的政府资助
-- title_en: Government grants received are no less than those published here
-- severity: warning
-- effect: publish
-- basis: 《民间非营利组织会计制度》（财会〔2004〕7号，2026年起财会〔2024〕25号）业务活动表（政府补助收入）
-- basis_en: Accounting System for Private Non-profit Organisations (Caikuai [2004] No. 7; from 2026 Caikuai [2024]
--   No. 25), statement of activities (government subsidy)
-- scope: 当年有拨款公布的每个组织的年度财务，不论哪个区拨的
-- scope_en: the annual accounts of each organisation with payments published for the year, from whichever district
-- explanation: 这一年各区公布的资助拨款（福彩公益金、社会建设专项资金等政府资金）合计，多于报表上的政府补助收入。政府购买服务的款项是提供服务收入，不计在内。
-- explanation_en: The grant payments that districts published for the year (lottery welfare funds, social development funds and
--   other public money) exceed the government grants in the statement. Government purchase of services is income from services and
--   not counted.
-- innocent: 拨款可能记在提供服务收入里，或者年底拨出、次年到账。
-- innocent_en: The payment may be booked as income from services, or made at the end of the year and received in the next.
-- never: 不适用 当年没有公布拨款的不评
select
  district,
  'finances' as table_name,
  json_object('org_id', org_id, 'year', year) as key,
  org_id,
  cast(year as text) as period,
  iif(paid > granted and paid > booked, '有的拨款可能不是政府补助，已经退回，或者年底拨付的第二年才到账', null) as unknown,
  round(granted - booked, 2) > cast(coalesce(nullif(:tolerance, ''), 0.01) as real) as broken,
  printf('政府补助收入 %.2f，公布的拨款合计 %.2f', booked, paid)
    || iif(paid > granted, printf('，其中确定是政府补助的 %.2f', granted), '') as detail,
  '《民间非营利组织会计制度》' || iif(year < 2026, '（财会〔2004〕7号）', '（财会〔2024〕25号，条文待核实）') || '业务活动表（政府补助收入）' as basis,
  sample
from subsidies_booked
