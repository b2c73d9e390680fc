-- title: 哪个社区社会组织的哪一年，可以用“十好”来看
-- title_en: The years of a filed community body that the ten criteria can be held against
-- note: Years of which something is filed, in which the body was filed with a street on some day. running: the year is not over.
-- columns: first_day = 年初 / First day; last_day = 年末 / Last day; running = 这一年还没有过完 / The year is not over
with filed(district, org_id, year, sample) as (
  select district, org_id, year, sample from staffing
  union all
  select district, org_id, year, sample from inspections where kind = '备案年度审核'
  union all
  select district, org_id, year, sample from haishu_ten_good
  union all
  select district, org_id, year, sample from haishu_ten_good_honours where org_id is not null
)
select o.district, o.org_id, o.street, f.year, f.year || '-01-01' as first_day, f.year || '-12-31' as last_day,
  f.year || '-12-31' >= build.today as running, max(o.sample, min(f.sample)) as sample
from haishu_community_bodies o
join build
join filed f on f.district = o.district and f.org_id = o.org_id
where f.year >= 2009 and o.status <> '筹备' and o.registered_on <= f.year || '-12-31'
  and not (o.status <> '正常' and coalesce(o.status_since, f.year || '-01-01') <= f.year || '-01-01')
group by o.district, o.org_id, f.year
