-- title: 资助了社区社会组织的几个项目
-- title_en: How many projects of community organisations were funded
-- note: Decided in the year (a yearly target), from the first year, or ever, up to the day. A body of which it was not filed by the day
--   whether it is a community organisation may be one. Where it is not declared that all grants are filed, there are at least so many.
with asked as (
  select *, iif(yearly, substr(as_of, 1, 4), coalesce(from_year, 1950)) || '-01-01' as since
  from measured_asked
  where view = 'measured_funded_projects'
),
counted as (
  select a.*, g.grant_id,
    case
      when g.grant_id is null then 0
      when g.decided_on is null then null
      when g.org_id like 'BA-%' then 1
      else (
        select h.is_community_org from organisations_history h
        where h.district = a.district and h.org_id = g.org_id and h.submitted_on <= a.as_of
          and coalesce(h.superseded_on, '9999-12-31') > a.as_of
      )
    end as member,
    exists (
      select 1 from covered c
      where c.district = a.district and c.sample = a.sample and c.table_name = 'grants' and c.kind = '' and c.org_type = ''
        and c.from_on <= a.since and c.until_on >= a.as_of
    ) as whole
  from asked a
  left join grants g on g.district = a.district and g.sample = a.sample and g.decision = '资助' and (
    g.decided_on between a.since and a.as_of
    or g.decided_on is null and g.round between substr(a.since, 1, 4) - 1 and substr(a.as_of, 1, 4) + 0 -- perhaps
  )
)
select district, plan, indicator, dimension, due_year, measured_by, as_of, sum(member is 1) as value,
  iif(whole and count(member) < count(*), sum(member is not 0), null) as value_max, iif(whole, null, '以上') as qualifier,
  '个' as unit, sample
from counted
group by district, plan, indicator, dimension, due_year
having whole or sum(member is 1) > 0
