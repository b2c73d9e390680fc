with listed as (
  select b.district, b.notice_id, b.item
  from grant_bodies g
  join notice_bodies b on +b.district = g.district and b.org_id = g.org_id and b.sure
  where g.district = :district and g.grant_id = :grant_id
)
select distinct n.*, i.result, i.amount, i.score
from grants g
join notices n on n.district = g.district and n.sample <= g.sample and (
  n.notice_id in (g.call_notice_id, g.review_notice_id, g.completion_notice_id)
  or n.kind = '审计结果公示' and n.programme = g.programme and n.round = g.round
)
left join notice_items i on i.district = n.district and i.notice_id = n.notice_id and i.project = g.project and i.sample <= g.sample
  and (i.org_name = g.org_name or (i.district, i.notice_id, i.item) in (select district, notice_id, item from listed))
where g.district = :district and g.grant_id = :grant_id
order by n.published_on, n.notice_id
