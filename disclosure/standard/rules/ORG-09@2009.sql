-- code: ORG-09
-- title: 同一类备案组织，一个社区只备案一个
-- title_en: One filed body of a kind in a community
-- severity: info
-- effect: publish
-- basis: 本区备案办法的条款（programme_terms：社区备案的同类备案一个）
-- basis_en: Terms of the district’s measures on filing (programme_terms: one filed body of a kind in a community)
-- waivable: 要求是各区自己的办法定的
-- scope: 今天还在的备案组织，备案那天本区有这样规定的
-- scope_en: recorded organisations that exist today, where the district had such a provision when they were recorded
-- explanation: 备案的时候，同一个街道的同一个社区里已经有同一类的备案组织，今天两个都还在。符合要本区声明组织已经报全。
-- explanation_en: When it was recorded, the same community of the same street already had a recorded organisation of the same
--   class, and both still exist. It is met only where the district declares that all organisations are filed.
-- innocent: 办法写的一般是“原则上”，也可以整合；分类比较粗，两个组织做的事可以不同。
-- innocent_en: The measures mostly say “as a rule” and allow merging; classes are coarse, and two organisations may do different
--   things.
with bound as (
  select o.*, m.org_id is not null as moved, t.basis,
    row_number() over (partition by o.district, o.org_id order by t.sample, t.from_on desc) as nth,
    (
      select max(c.until_on) from covered c
      where c.district = o.district and c.table_name = 'organisations' and c.kind = '' and c.org_type in ('', '社区社会组织')
        and c.sample = o.sample and c.from_on < '1950-01-01' and c.until_on >= o.registered_on
    ) as known_until
  from standing_today o
  left join terms_in_force t on t.district = o.district and t.programme = '社区备案' and t.term = '同类备案一个' and t.value = 1
    and o.registered_on between t.from_on and t.until_on and t.sample <= o.sample
  left join bodies_moved m on m.district = o.district and m.org_id = o.org_id and m.sample <= o.sample
  where o.registration = '备案'
),
there as (
  select o.*, m.org_id is not null as moved
  from standing_today o
  left join bodies_moved m on m.district = o.district and m.org_id = o.org_id and m.sample <= o.sample
  where o.registration = '备案' and o.open is not 0
),
candidates as (
  select o.district, o.org_id, coalesce(n.open and n.registered_on < o.registered_on, 0) as surely
  from bound o
  join there n on n.district = o.district and n.street = o.street and n.community = o.community and n.category = o.category
    and n.org_id <> o.org_id and n.registered_on <= o.registered_on and n.sample <= o.sample
  where o.nth = 1 and not n.moved
  union all
  select o.district, o.org_id, 0
  from (select * from there where moved or street is null or community is null or category is null) n
  join bound o on o.district = n.district and o.org_id <> n.org_id and n.registered_on <= o.registered_on and n.sample <= o.sample
    and (n.moved or coalesce(n.street, o.street) = o.street and coalesce(n.community, o.community) = o.community)
    and coalesce(n.category, o.category) = o.category
  where o.nth = 1
),
beside as (
  select o.*, o.street is not null and o.community is not null and o.category is not null and not o.moved as placed,
    count(c.org_id) as perhaps, coalesce(sum(c.surely), 0) as others
  from bound o
  left join candidates c on c.district = o.district and c.org_id = o.org_id
  where o.nth = 1
  group by o.district, o.org_id
)
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  case when basis is null then '备案那天本区没有规定同类只备案一个' when open = 0 then '已经不在了' end as exempt,
  case
    when open is null then '填报的状态互相矛盾'
    when not placed then '没有写明街道、社区或者分类，或者备案以后换过'
    when perhaps > others then '有的备案组织没有写明街道、社区或者分类，后来换过，状态互相矛盾，或者同一天备案'
    when known_until is null then '没有发现第二个，也没有人声明组织已经报全'
  end as unknown,
  case when open and placed and others > 0 then 1 when open and placed and perhaps = 0 and known_until is not null then 0 end as broken,
  category || '，备案时同一社区还有 ' || others || ' 个' as detail,
  basis,
  sample
from beside
