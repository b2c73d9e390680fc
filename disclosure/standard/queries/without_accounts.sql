-- title: 哪些登记的组织，平台上没有某一年的财务？
-- title_en: Which organisations have filed no accounts for a year?
-- description: 年度留空为上一年。当年以后才成立、当年年底以前已经终止的不算，没有填终止日期的也不在这里。declared_until 空着的，是本区没有声明这一年的财务已经报全：没有不等于没有做。
-- description_en: Last year if left empty. Where declared_until is empty the district has not declared that year's accounts complete:
--   silence is no
--   fact.
-- group: late
-- parameters: year = 年度（年份） / Year; district = 区（区） / District
-- columns: declared_until = 财务报全到 / Accounts complete up to; type = 组织类型 / Type; name = 名称 / Name;
--   status = 组织状态 / Status of the organisation
with asked as (
  select coalesce(nullif(:year, ''), substr(today, 1, 4) - 1) as year from build
)
select o.district, o.org_id, o.name, o.type, o.registered_on, o.status, max(c.until_on) as declared_until,
  '/organisations/' || o.org_id || '/' as permalink, o.sample
from organisations o
join asked a
left join covered c on c.district = o.district and c.table_name = 'finances' and c.org_type in ('', o.type) and c.sample = o.sample
  and a.year || '-12-31' between c.from_on and c.until_on
where o.registration = '登记' and o.registered_on <= a.year || '-12-31' and coalesce(:district, '') in ('', o.district)
  and (o.status = '正常' or o.status_since > a.year || '-12-31')
  and not exists (
    select 1
    from finances f
    where f.district = o.district and f.org_id = o.org_id and f.year = cast(a.year as integer) and f.sample <= o.sample
  )
group by o.district, o.org_id
order by o.district, o.org_id
