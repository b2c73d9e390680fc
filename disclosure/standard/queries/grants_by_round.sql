-- title: 这一轮资助，钱给了谁、给了多少？
-- title_en: Who received what in a round of grants?
-- description: 每个申报的项目一行，没有得到资助的也在内。金额是决定的，不一定已经拨付；空着的是没有填报。
-- description_en: A row per project that applied, refused ones too. Awarded is not yet paid; an empty amount was not filed.
-- group: grants
-- parameters: programme = 资助计划 / Programme; round = 轮次（年份） / Round; district = 区（区） / District; decision = 决定（decision） / Decision
select g.district, g.round, g.programme, g.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  '/organisations/' || o.org_id || '/' as organisation_permalink, g.decision, g.awarded, g.status,
  '/grants/' || g.district || '/' || g.grant_id || '/' as permalink, g.sample
from grants g
left join organisations o on o.org_id = g.org_id
where coalesce(:programme, '') in ('', g.programme)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
  and coalesce(:district, '') in ('', g.district) and coalesce(:decision, '') in ('', g.decision)
order by g.round desc, g.awarded desc, g.district, g.grant_id
