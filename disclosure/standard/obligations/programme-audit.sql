-- code: programme-audit
-- title: 资助计划年度审计
-- title_en: Yearly audit of a grant programme
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 各区资助办法的条款（programme_terms：年度审计）；日期办法没有写的，按次年年底估算（待核实）
-- basis_en: Terms of each district’s measures on grants (programme_terms: yearly audit of the programme); where no
--   day is set, the end of the next year is assumed (to be verified)
-- applies: 规定年度审计的计划有资助项目的每一轮
-- applies_en: Each round with funded projects of a programme that requires a yearly audit
-- due: 次年12月31日前（估算）
-- due_en: by 31 December of the next year (estimated)
-- never: 不适用 只列规定年度审计的计划
with audited as (
  select *, coalesce(round, substr(period_end, 1, 4) + 0) as year, coalesce(report_date > period_end and round is not null, 0) as sure
  from audits
  where kind = '公益创投审计'
)
select
  g.district,
  null as org_id,
  json_object('programme', g.programme, 'round', g.round) as key,
  cast(g.round as text) as period,
  (g.round + 1) || '-12-31' as due_on,
  iif(
    min(a.report_date) filter (where a.sure) > (g.round + 1) || '-12-31' and not min(a.sure), null,
    min(a.report_date) filter (where a.sure)
  ) as done_on,
  iif(not min(a.sure), '有的审计没有写明轮次，或者报告日期不晚于审计期间的最后一天', null) as unknown,
  max(c.until_on) as covered_until,
  1 as estimated,
  replace(group_concat(distinct t.basis), ',', '；') as basis,
  g.sample
from grants g
join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '年度审计' and t.text like '%每年%'
left join audited a on a.district = g.district and a.programme = g.programme and a.year = g.round and a.sample <= g.sample
left join covered c on c.district = g.district and c.table_name = 'audits' and c.kind in ('', '公益创投审计') and c.org_type = ''
  and c.sample = g.sample and c.from_on <= (g.round + 1) || '-01-01'
where g.decision = '资助'
group by g.district, g.programme, g.round, g.sample
