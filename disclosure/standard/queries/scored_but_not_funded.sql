-- title: 哪些项目得分不低，却没有得到资助？
-- title_en: Which projects scored no lower than a funded one, and were not funded?
-- description: 同一个区、同一计划、同一轮里，评审得分不低于最低的一个得到资助的项目，而决定不予资助的。理由要看公示：领域不同、经费用完都有可能。
-- description_en: Refused projects whose score is at least that of the lowest funded one of the same programme and round. There may be good
--   reason: see the notice.
-- group: grants
-- parameters: district = 区（区） / District; programme = 资助计划 / Programme; round = 轮次（年份） / Round
-- columns: lowest_funded = 得到资助的最低分（分） / Lowest funded score; notice = 评审公示 / Notice of the jury;
--   notice_permalink = 公示的网页 / Page of the notice
with funded as (
  select district, programme, round, sample, min(review_score) as lowest_funded
  from grants
  where decision = '资助'
  group by district, programme, round, sample
)
select g.district, g.round, g.programme, g.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.service_field, g.review_score, f.lowest_funded, g.requested,
  n.notice_id, n.title as notice, '/notices/' || n.district || '/' || n.notice_id || '/' as notice_permalink,
  '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.sample
from grants g
join funded f on f.district = g.district and f.programme = g.programme and f.round = g.round and f.sample = g.sample
left join notices n on n.district = g.district and n.notice_id = g.review_notice_id
left join organisations o on o.org_id = g.org_id
where g.decision = '不予资助' and g.review_score >= f.lowest_funded and coalesce(:district, '') in ('', g.district)
  and coalesce(:programme, '') in ('', g.programme) and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
order by g.round desc, g.review_score - f.lowest_funded desc, g.district, g.grant_id
