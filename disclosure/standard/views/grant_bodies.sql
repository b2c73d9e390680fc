-- title: 每个项目是哪个组织的
-- title_en: Which body each grant is of
-- note: The filed code, else the one own organisation of the district that its filed name fits (grant_candidates). Where several fit,
--   ambiguous is 1 and org_id empty. body: the code, or the name where no code is known.
-- columns: body = 组织的代码或者名称 / Body, by code or name; ambiguous = 名称不止一家 / Several of that name
select g.district, g.grant_id,
  coalesce(g.org_id, iif(count(c.org_id) = 1, c.org_id, null)) as org_id,
  coalesce(g.org_id, iif(count(c.org_id) = 1, c.org_id, c.name)) as body,
  count(c.org_id) > 1 as ambiguous,
  g.sample
from grants g
left join grant_candidates c on c.district = g.district and c.grant_id = g.grant_id
group by g.district, g.grant_id
