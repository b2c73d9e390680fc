-- title: 公示名单里的每一行可能是哪个组织的
-- title_en: Which body each line of a notice's list may be of
-- note: The printed code, else each own organisation of the district whose present or a former name is the printed one (body_names). sure
--   is 0 where the name fits several.
-- columns: sure = 确定是它 / Surely of it
with printed as (
  select district, notice_id, item, org_id, sample,
    replace(replace(replace(replace(org_name, ' ', ''), '　', ''), '（', '('), '）', ')') as name
  from notice_items
),
fitting as (
  select p.district, p.notice_id, p.item, o.org_id, max(p.sample, o.sample) as sample
  from printed p
  join body_names o on o.district = p.district and o.name = p.name
  where p.org_id is null
)
select district, notice_id, item, org_id, 1 as sure, sample
from printed
where org_id is not null
union all
select district, notice_id, item, org_id, count(*) over (partition by district, notice_id, item, sample) = 1, sample
from fitting
