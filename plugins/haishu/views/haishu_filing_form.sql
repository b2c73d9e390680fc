-- title: 每个备案组织，备案表上的几栏公布了多少
-- title_en: How much of the filing form of each community body is published
-- note: Eight columns of annex 1 that may be published; persons' data, and an address that may be a home, are left out. A column that
--   is not filled is not filed here, which says nothing of the paper form.
-- columns: registered_on = 备案日期 / Filed on; category = 种类 / Class; members = 会员（人） / Members; registrar = 备案管理机关 / Registrar;
--   filled = 已公布（栏） / Published; missing = 还没有公布 / Not published
-- filed: category
with asked as (
  select *, json_array(
    iif(activity_area is null and community is null, '活动地域', null), iif(scope is null, '业务范围', null),
    iif(purpose is null, '设立宗旨', null), iif(leaders = 0, '负责人', null), iif(members is null, '组织人数', null),
    iif(category is null, '种类', null), iif(supervisor is null, '业务主管单位', null), iif(registrar is null, '备案管理机关', null)
  ) as blanks
  from haishu_community_bodies
)
select district, org_id, street, community, category, activity_area, scope, purpose, members, registered_on, registrar, supervisor, status,
  (select 8 - count(value) from json_each(blanks)) as filled,
  (select group_concat(value, '、') from json_each(blanks) where value is not null) as missing,
  sample
from asked
