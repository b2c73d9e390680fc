-- title: 这一轮资助，钱给了谁、给了多少？
-- description: :programme 资助计划，例如 公益创投；:round 轮次，例如 2025；:district 区的编号，见 districts 表。都可留空，留空为全部。
select g.district, g.round, g.programme, g.grant_id, g.project, g.org_id, coalesce(o.name, g.org_name) as organisation,
  g.decision, g.awarded, g.status, g.sample
from grants g
left join organisations o on o.org_id = g.org_id
where coalesce(:programme, '') in ('', g.programme)
  and (coalesce(:round, '') = '' or g.round = cast(:round as integer))
  and coalesce(:district, '') in ('', g.district)
order by g.round desc, g.awarded desc, g.district, g.grant_id
