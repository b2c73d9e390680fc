-- title: 谁出钱资助了谁，一共多少？
-- title_en: Who funds whom, and with how much?
-- description: 决定资助的项目，按出钱的一方（购买方，没有的看资金来源）和组织合计。金额是决定的，不一定已经拨付；没有填金额的另数。
-- description_en: Awarded amounts by payer (the purchaser, else the source of funds) and body; awarded is not yet paid.
-- group: money
-- parameters: district = 区（区） / District; funder = 出钱的一方 / Funder; org_id = 组织的代码 / Code of the organisation
-- columns: funder = 出钱的一方 / Funder; projects = 项目（个） / Projects; unpriced = 没有填金额（个） / Without an amount;
--   first_round = 最早一轮 / First round; last_round = 最近一轮 / Last round
select g.district, coalesce(g.purchaser, g.funding_source, '没有写明') as funder, b.org_id, coalesce(o.name, g.org_name) as organisation,
  count(*) as projects, sum(g.awarded) as awarded, count(*) - count(g.awarded) as unpriced, min(g.round) as first_round,
  max(g.round) as last_round, '/organisations/' || o.org_id || '/' as permalink, g.sample
from grants g
join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
left join organisations o on o.org_id = b.org_id
where g.decision = '资助' and coalesce(:district, '') in ('', g.district) and coalesce(:org_id, '') in ('', b.org_id)
  and coalesce(:funder, '') in ('', coalesce(g.purchaser, g.funding_source, '没有写明'))
group by g.district, coalesce(g.purchaser, g.funding_source, '没有写明'), b.body, g.sample
order by awarded desc, g.district, funder, b.org_id
