-- title: 每个申报项目的征集公告
-- title_en: The call for applications of each grant
-- note: The notice that the grant names, if it is a call; fitting: whether it is of the grant's programme and round. some: whether any
--   call of this programme and round is filed, earlier: whether one was published by the day of the application.
-- columns: fitting = 是这一轮的 / Of this round; some = 有这一轮的征集公告 / A call of the round is filed;
--   earlier = 申报以前有征集公告 / A call before the application; until_on = 公告报全到哪天 / Notices complete up to
with calls as (
  select district, notice_id, programme, round, published_on, sample from notices where kind = '征集公告'
)
select g.district, g.grant_id, n.published_on,
  coalesce(n.programme, g.programme) = g.programme and coalesce(n.round, g.round) = g.round as fitting,
  count(o.notice_id) > 0 as some,
  coalesce(max(o.published_on <= g.applied_on), 0) as earlier,
  max(c.until_on) as until_on,
  g.sample
from grants g
left join calls n on n.district = g.district and n.notice_id = g.call_notice_id and n.sample <= g.sample
left join calls o on o.district = g.district and coalesce(o.programme, g.programme) = g.programme and coalesce(o.round, g.round) = g.round
  and o.sample <= g.sample
left join covered c on c.district = g.district and c.table_name = 'notices' and c.kind in ('', '征集公告') and c.org_type = ''
  and c.sample = g.sample and c.from_on <= (g.round - 1) || '-01-01' and c.until_on >= g.applied_on
group by g.district, g.grant_id
